"""English material."""

from __future__ import annotations

from benchmarks.diagnosis.text.material import Material

_NAMES = (
    "Anna Boris Clara David Elena Felix Greta Henry Irene Jonas "
    "Karen Louis Maria Nadia Oscar Paula Ralph Sofia Tomas Vera"
)
_PRODUCTS = (
    "lamp kettle camera printer backpack tent monitor keyboard speaker blender jacket scooter drill router tablet mixer"
)
_CITIES = (
    "Lisbon Oslo Madrid Vienna Prague Dublin Athens Warsaw Turin Lyon "
    "Bergen Leeds Porto Gdansk Ghent Basel Malmo Graz Split Cork"
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_MONTHS = "January February March April May June July August September October November December"

MATERIAL = Material(
    "en",
    ("Web:", "App:", "Phone:", "Fax:"),
    {
        "name": _NAMES.split(),
        "product": _PRODUCTS.split(),
        "city": _CITIES.split(),
        "day": _DAYS.split(),
        "month": _MONTHS.split(),
        "count": ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve"],
        "colour": ["red", "blue", "green", "black", "white", "grey", "silver", "yellow"],
        "place": ["kitchen", "office", "garage", "garden", "bedroom", "workshop", "studio", "basement"],
        "person": ["mother", "brother", "neighbour", "colleague", "sister", "uncle", "friend", "boss"],
    },
    {
        "topic": {
            "delivery": (
                "the (parcel|package|shipment) (has not arrived|is still missing|never came) (so far|until now|yet)",
                "the courier left it (at the wrong door|with a stranger|in the rain)",
                "tracking (stopped|has not moved) since {day}",
                "it was (shipped|sent) to {city} (instead|by mistake)",
                "the driver (rang nowhere|drove past|did not find us) on {day}",
            ),
            "billing": (
                "you (charged|billed) my card (twice|{count} times)",
                "the invoice (shows|lists) {count} items (too many|that I do not know)",
                "the amount on the bill (is wrong|does not add up)",
                "VAT is (missing from|wrong on) the invoice (of|for) {month}",
                "my bank shows a (strange|second) payment to you",
            ),
            "login": (
                "the password (is not accepted|does not work any more)",
                "I am locked out (of my account|since {day})",
                "the reset mail (never comes|is not sent)",
                "the (app|site) says that my user name is unknown",
                "the code on my phone (expires|is refused) every time",
            ),
            "refund": (
                "I (want|would like) my money back",
                "I sent it back {count} (days|weeks) ago (and got nothing|without any credit)",
                "the return was (accepted|confirmed) but nothing was paid out",
                "please (reimburse|refund) the full (price|sum)",
                "how long does (a repayment|the credit) take",
            ),
            "defect": (
                "it (broke|stopped working) after {count} (days|uses)",
                "the (switch|handle|cable|lid) is (cracked|loose|bent)",
                "it makes a (burning smell|loud noise|strange sound)",
                "the (screen|light|display) (flickers|stays dark)",
                "one part was (damaged|scratched) out of the box",
            ),
        },
        "urgency": {
            "urgent": (
                "this (cannot|must not) wait (any longer|until {day})",
                "I need an answer (today|within {count} hours|at once)",
                "everything (stands still|is blocked) because of it",
                "please call me (immediately|right now)",
                "this is the {count} time and I am (furious|losing patience)",
            ),
            "routine": (
                "there is no (hurry|rush) (at all|about it)",
                "(whenever|if) you have (time|a moment) is fine",
                "it is only a (small|minor) (question|matter)",
                "I can (easily|well) wait until {month}",
                "just (curious|wondering) how this works",
            ),
        },
    },
    (
        "I (bought|ordered|got) the {colour} {product} (in|around) {month}",
        "it (stands|is used) in the {place} of my {person}",
        "my {person} from {city} (told me|said) to write to you",
        "we (live|work|stay) in {city} (most of the year|since {month})",
        "(this is about|I write about) the {product} for the {place}",
        "the {product} was a (gift|present) (for|from) my {person}",
        "I have been a customer for {count} (years|months)",
        "{name} (at|in) your shop in {city} (was kind|helped me before)",
        "my order (was placed|dates from) on a {day} in {month}",
        "the {colour} one (looks|is) nicer than I (thought|expected)",
        "I (already|also) own {count} of your (lamps|tools|devices)",
        "my number has (changed|stayed the same) since {month}",
    ),
    (
        "Hello , this is {name} from {city} .",
        "Good morning , my name is {name} and I live in {city} .",
        "{name} from {city} here .",
        "I am {name} , writing from {city} .",
    ),
    {
        "late": (
            "The {product} has not come .",
            "I still wait for my {product} .",
            "Where is the {product} I ordered ?",
        ),
        "broken": ("The {product} is broken .", "My {product} does not work any more .", "The {product} fell apart ."),
        "bill": ("The bill of {month} is wrong .", "You charged too much in {month} .", "I paid twice in {month} ."),
        "visit": ("Can somebody come on {day} ?", "I want a visit on {day} .", "Please send someone on {day} ."),
    },
    "(Dear {name} ,|Hello {name} ,) thank you for your (message|note) from {city} .",
    {
        "late": "The {product} left our store and will (reach you|be there) in two days .",
        "broken": "We are sorry about the {product} and will (replace|exchange) it free of charge .",
        "bill": "We checked the bill of {month} and will pay back the difference .",
        "visit": "Our team (will come|comes) to you on {day} before noon .",
    },
    "(Best|Kind) regards , the service team .",
    (
        "The weather is nice and the birds sing in the garden .",
        "Many people like to read a good book in the evening .",
        "A long walk along the river is good for the heart .",
        "Fresh bread and warm soup make a fine meal in winter .",
    ),
)
