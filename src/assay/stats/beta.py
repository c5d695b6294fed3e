"""The regularised incomplete beta function and its inverse, for fractional parameters and without scipy."""

from __future__ import annotations

import math

from assay.stats.normal import normal_quantile

_HALF_LOG_TWO_PI = 0.5 * math.log(2.0 * math.pi)
_TINY = 1e-290  # stands in for what is exactly zero where a logarithm or a quotient follows
_EDGE = 700.0  # logits beyond this are 0 or 1 to double precision
_STEPS = 200  # bisection alone would be done by then; Halley's method needs two or three


_MANY = 100.0  # successes and failures, from which on the tail is integrated
_NOTHING_LEFT = 80.0  # twice the exponent of what is left out: exp(-40) of the density at the end
# Gauss and Legendre's rule of twenty points, its upper half; Abramowitz & Stegun (1964), table 25.4.
_HALF_POINTS = (
    (0.07652652113349734, 0.15275338713072628),
    (0.22778585114164507, 0.14917298647260424),
    (0.37370608871541955, 0.1420961093183824),
    (0.5108670019508271, 0.1316886384491769),
    (0.636053680726515, 0.1181945319615186),
    (0.7463319064601508, 0.1019301198172407),
    (0.8391169718222188, 0.08327674157670471),
    (0.912234428251326, 0.06267204833410879),
    (0.9639719272779138, 0.040601429800386446),
    (0.993128599185095, 0.017614007139150893),
)
_POINTS = tuple(((1.0 + side * at) / 2.0, weight / 2.0) for at, weight in _HALF_POINTS for side in (-1.0, 1.0))


def incomplete_beta(a: float, b: float, x: float) -> float:
    """I_x(a, b), the distribution function of Beta(a, b) at x; `a` and `b` are positive, x is in [0, 1].

    Error below 1e-12 for parameters up to 1e8. An x that is barely a number counts as 0.
    """
    if x <= _TINY:
        return 0.0
    if x >= 1.0:
        return 1.0
    return incomplete_beta_pair(a, b, x, 1.0 - x)


def incomplete_beta_pair(a: float, b: float, x: float, y: float) -> float:
    """I_x(a, b) where y = 1 - x is known more exactly than by subtracting; both in (0, 1)."""
    return _density_and_tail(a, b, x, y)[1]


def beta_quantile(a: float, b: float, p: float) -> float:
    """The x with I_x(a, b) = p; `a` and `b` are positive, p is in [0, 1]."""
    if p <= 0.0:
        return 0.0
    return 1.0 if p >= 1.0 else inverse_logit(beta_logit_quantile(a, b, p))


def beta_logit_quantile(a: float, b: float, p: float, atom: float = 0.0) -> float:
    """log(x / (1 - x)) of the x where I_x(a, b) + atom * c = p, exact where x itself would round to 1; p in (0, 1).

    c is the binomial probability of a - 1 successes in a + b - 1 trials at x, so that `atom` = 1/2 gives the mid-P
    tail. Halley's method on the logarithm of the tail, in a bracket.
    """
    if p > 0.5 and atom == 0.0:
        return -beta_logit_quantile(b, a, 1.0 - p)
    low, high = -_EDGE, _EDGE
    logit = _near_the_quantile(a, b, p, atom)
    for _ in range(_STEPS):
        tail, slope, bend = _tail_in_logits(a, b, logit, atom)
        gap = math.log(max(tail, _TINY) / p)
        low, high = (low, logit) if gap > 0 else (logit, high)
        step = _halley_step(gap, slope / max(tail, _TINY), bend / max(tail, _TINY))
        if abs(gap) < 1e-4 or high - low < 1e-15 * _EDGE:
            # The step is of third order, so what is left after it is the cube of this.
            return logit + step
        inside = low < logit + step < high
        logit = logit + step if inside else (low + high) / 2
    return logit


def inverse_logit(logit: float) -> float:
    """1 / (1 + exp(-logit)), without overflow."""
    if logit >= 0:
        return 1.0 / (1.0 + math.exp(-min(logit, _EDGE)))
    odds = math.exp(max(logit, -2 * _EDGE))
    return odds / (1.0 + odds)


def binomial_probability(successes: float, trials: float, p: float) -> float:
    """C(n, k) p^k (1-p)^(n-k) for 0 < p < 1, with fractional counts through the gamma function."""
    k, n = successes, trials
    if k <= 0.0 or k >= n:
        return 0.0 if k < 0 or k > n else math.exp(n * (math.log1p(-p) if k <= 0 else math.log(p)))
    q = 1.0 - p
    return _scaled_density(k, n - k, p, q, _excess(k, n - k, p, q)) * n / (k * (n - k))


def _tail_in_logits(a: float, b: float, logit: float, atom: float) -> tuple[float, float, float]:
    """The tail at `logit` and its first two derivatives there."""
    x, y = inverse_logit(logit), inverse_logit(-logit)
    density, tail = _density_and_tail(a, b, x, y)
    k, n = a - 1.0, a + b - 1.0
    point = atom * density / (x * b)
    away = k - n * x
    slope = density + point * away
    bend = density * (a - (a + b) * x) + point * (away * away - n * x * y)
    return tail + point, slope, bend


def _halley_step(gap: float, slope: float, bend: float) -> float:
    """The step towards gap = 0, where `slope` and `bend` are the tail's derivatives relative to the tail."""
    curvature = bend - slope * slope
    denominator = 2.0 * slope * slope - gap * curvature
    return -2.0 * gap * slope / denominator if denominator > 0 else math.copysign(math.inf, -gap)


def _near_the_quantile(a: float, b: float, p: float, atom: float) -> float:
    """A first guess: the logit of the end of Wilson's interval for the same tail, drawn to where the modified signed
    root of the deviance is that of the tail, which leaves next to nothing to do.
    """
    k = max(a - 0.5 - atom, 0.1 * a)
    n = max(a + b - 1.0, k + 0.1 * b)
    z, share = normal_quantile(p), k / n
    shift = z * z / (2.0 * n)
    spread = -z * math.sqrt(share * (1.0 - share) / n + shift / (2.0 * n))
    towards, away = share + shift - spread, 1.0 - share + shift + spread
    logit = math.log(max(towards, _TINY) / max(away, _TINY))
    return logit + _towards_the_root(share, n, -z, logit, atom) if 0.5 < k < n - 0.5 else logit


def _towards_the_root(share: float, n: float, z: float, logit: float, atom: float) -> float:
    """Newton's step to where the modified signed root of the deviance of `share` of n trials is z.

    Barndorff-Nielsen (1986), doi:10.1093/biomet/73.2.307; on a lattice: Daniels (1987), doi:10.2307/1403269.
    """
    x, y = inverse_logit(logit), inverse_logit(-logit)
    own = math.log(share / (1.0 - share))
    deviance = 2.0 * n * (share * math.log(share / x) + (1.0 - share) * math.log((1.0 - share) / y))
    root = math.copysign(math.sqrt(max(deviance, 0.0)), own - logit)
    half = (own - logit) / 2.0
    if (
        abs(root) < 0.1 or abs(half) > 3.0
    ):  # the middle, where it divides nothing by nothing; far out, where it is rough
        return 0.0
    wald = 2.0 * math.sqrt(n * share * (1.0 - share)) * (math.tanh(half) if atom else math.sinh(half))
    modified = root + math.log(wald / root) / root
    return (modified - z) * root / (n * (share - x))


def _density_and_tail(a: float, b: float, x: float, y: float) -> tuple[float, float]:
    """x^a y^b / B(a, b), which is the density of the logit, and I_x(a, b); y is 1 - x, given so that neither rounds."""
    excess = _excess(a, b, x, y)
    density = _scaled_density(a, b, x, y, excess)
    if x * (a + b + 2.0) <= a + 1.0:
        return density, density * _tail_over_density(a, b, x, y, excess)
    return density, 1.0 - density * _tail_over_density(b, a, y, x, -excess)


def _excess(a: float, b: float, x: float, y: float) -> float:
    """(a + b) x - a, from whichever of x and y = 1 - x is the smaller, so that it does not cancel."""
    return (a + b) * x - a if x <= y else b - (a + b) * y


def _scaled_density(a: float, b: float, x: float, y: float, excess: float) -> float:
    """x^a y^b / B(a, b) by deviances, which stay exact where logarithms of gamma functions would cancel.

    Loader (2000), "Fast and accurate computation of binomial probabilities".
    """
    n = a + b
    deviance = a * _log_ratio(a, n * x, -excess) + b * _log_ratio(b, n * y, excess)
    correction = _stirling_error(n) - _stirling_error(a) - _stirling_error(b)
    return math.sqrt(a * b / (2.0 * math.pi * n)) * math.exp(correction - deviance)


def _log_ratio(value: float, expected: float, difference: float) -> float:
    """The logarithm of value / expected, whose `difference` is known more exactly than by subtracting."""
    relative = difference / expected
    return math.log1p(relative) if relative > -0.5 else math.log(value / expected)


def _stirling_error(a: float) -> float:
    """What log Gamma(a + 1) is beyond Stirling's formula for it; a > 0."""
    if a < 16.0:
        return math.lgamma(a + 1.0) - (a + 0.5) * math.log(a) + a - _HALF_LOG_TWO_PI
    i = 1.0 / (a * a)
    return (1 / 12 - i * (1 / 360 - i * (1 / 1260 - i * (1 / 1680 - i / 1188)))) / a


def _tail_over_density(a: float, b: float, x: float, y: float, excess: float) -> float:
    """I_x(a, b) over the density of the logit there, for x below the mean."""
    if min(a, b) < _MANY:
        return 1.0 / _continued_fraction(a, b, x, y, excess)
    return _quadrature(a, b, x, y, excess)


def _quadrature(a: float, b: float, x: float, y: float, excess: float) -> float:
    """The same by Gauss and Legendre's rule, in logits from x down to where nothing is left. With many successes and
    failures the density is so nearly normal that twenty points give all digits, and the continued fraction is slow.
    """
    n = a + b
    spread = math.sqrt(n * x * y)
    z = -excess / spread
    reach = (math.sqrt(z * z + _NOTHING_LEFT) - z) / spread
    # From whichever of x and y is the smaller: what the exponent subtracts is then not far greater than what it leaves.
    count, share, step = (a, x, -reach) if x <= y else (b, y, reach)
    return reach * sum(
        weight * math.exp(count * step * place - n * math.log1p(share * math.expm1(step * place)))
        for place, weight in _POINTS
    )


def _continued_fraction(a: float, b: float, x: float, y: float, excess: float) -> float:
    """x^a y^b / (B(a, b) I_x(a, b)) for x below the mean: the even form, evaluated forwards.

    Didonato & Morris (1992), ACM TOMS 18(3), equation 9; Lentz's method with Thompson and Barnett's guard.
    """
    start, growth, n = 1.0 - excess, 1.0 + y, a + b
    value = numerator = a * start / (a + 1.0)
    denominator, odd, m, change = 0.0, a + 1.0, 0.0, 0.0
    while abs(change - 1.0) > 1e-15:
        m += 1.0
        over = (a + m - 1.0) * (n + m - 1.0) * m * (b - m) * x * x / (odd * odd)
        term = m + m * (b - m) * x / odd + (a + m) * (start + m * growth) / (odd + 2.0)
        odd += 2.0
        denominator = 1.0 / (term + over * denominator or _TINY)
        numerator = term + over / numerator or _TINY
        change = numerator * denominator
        value *= change
    return value
