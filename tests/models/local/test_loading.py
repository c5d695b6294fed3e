"""What is loaded, what it is known by, and what is said of what cannot be."""

from __future__ import annotations

import json
import pickle
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from assay.core.asking import Decoding, Window
from assay.core.errors import InputError
from assay.models.base import Model
from assay.models.local import LocalModel, LocalSettings, load
from assay.models.local.libraries import quiet
from tests.models.corpus import LABELS
from tests.models.local.asked import in_order, passages, questions

SHORT = Decoding(max_tokens=16)


def on_cpu(path: Path, *adapters: Path | None, **named: object) -> list[LocalModel]:
    names = tuple(None if one is None else str(one) for one in adapters) or (None,)
    return load(LocalSettings(str(path), names, device="cpu", **named))  # type: ignore[arg-type] # the fields' own types


@pytest.fixture
def copy(tiny: dict[str, Path], tmp_path: Path) -> Callable[[str], Path]:
    """A folder of a tiny model that may be spoilt."""
    return lambda name: shutil.copytree(tiny[name], tmp_path / name)


def test_a_local_model_is_a_model(loaded: dict[str, LocalModel]) -> None:
    assert all(isinstance(model, Model) for model in loaded.values())


def test_adapters_share_the_base_and_are_switched_whatever_the_order(
    tiny: dict[str, Path], loaded: dict[str, LocalModel]
) -> None:
    adapter = tiny["qwen2-adapter"]
    tuned, base, again = on_cpu(tiny["qwen2"], adapter, None, adapter)
    asked = questions(6)
    steps = [model.answers(asked, SHORT, range(6)) for model in (base, tuned, again)]
    said = [in_order([next(step), *step], 6) for step in steps]  # each goes on where another was asked meanwhile
    assert said[0] == in_order(loaded["qwen2"].answers(asked, SHORT, range(6)), 6)
    assert said[1] == said[2] == in_order(loaded["qwen2-adapter"].answers(asked, SHORT, range(6)), 6)
    assert said[0] != said[1]


def test_the_identity_is_of_the_contents_and_not_of_the_place(
    tiny: dict[str, Path], loaded: dict[str, LocalModel], tmp_path: Path
) -> None:
    base, adapter = (
        shutil.copytree(tiny["llama"], tmp_path / "a"),
        shutil.copytree(tiny["llama-adapter"], tmp_path / "b"),
    )
    moved = on_cpu(base, None, adapter)
    assert [model.identity for model in moved] == [loaded["llama"].identity, loaded["llama-adapter"].identity]
    known = [tuple(model.identity.items()) for model in loaded.values()]
    assert len(set(known)) == len(known)
    assert loaded["gpt2"].identity["chat"] == "contents, each on a line"
    assert str(loaded["qwen2"].identity["chat"]).startswith("template ")
    assert on_cpu(base, dtype="bfloat16")[0].identity["dtype"] == "bfloat16"


@pytest.mark.parametrize("file", ["model.safetensors", "config.json", "tokenizer.json", "chat_template.jinja"])
def test_the_identity_changes_with_any_file_that_answers_come_from(
    file: str, copy: Callable[[str], Path], loaded: dict[str, LocalModel]
) -> None:
    folder = copy("qwen2")
    content = (folder / file).read_bytes()
    changed = content[:-1] + bytes([content[-1] ^ 1]) if file.endswith(".safetensors") else content + b" "
    (folder / file).write_bytes(changed)
    assert on_cpu(folder)[0].identity != loaded["qwen2"].identity


def test_an_adapter_with_a_tokenizer_of_its_own_is_asked_by_its_template(
    tiny: dict[str, Path], copy: Callable[[str], Path], loaded: dict[str, LocalModel]
) -> None:
    adapter = copy("gpt2-adapter")
    for path in tiny["gpt2"].glob("tokenizer*"):
        shutil.copy(path, adapter)
    template = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}"
    (adapter / "chat_template.jinja").write_text(template, encoding="utf-8")
    base, tuned = on_cpu(tiny["gpt2"], None, adapter)
    assert str(tuned.identity["chat"]).startswith("template ")
    assert base.identity == loaded["gpt2"].identity
    asked = questions(4)
    plain = in_order(loaded["gpt2-adapter"].answers(asked, SHORT, range(4)), 4)
    assert in_order(tuned.answers(asked, SHORT, range(4)), 4) == plain  # it writes what the plain rule does


def test_half_precision_is_near(tiny: dict[str, Path], loaded: dict[str, LocalModel]) -> None:
    texts = passages(4)
    half = in_order(on_cpu(tiny["qwen2"], dtype="bfloat16")[0].likelihoods(texts, Window(), range(4)), 4)
    whole = in_order(loaded["qwen2"].likelihoods(texts, Window(), range(4)), 4)
    assert [one.nll for one in half] == pytest.approx([one.nll for one in whole], rel=0.05)


def test_an_older_checkpoint_of_tensors_only_is_loaded(
    tiny: dict[str, Path], copy: Callable[[str], Path], loaded: dict[str, LocalModel]
) -> None:
    import torch
    from safetensors.torch import load_file

    folder = copy("llama")
    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    asked = questions(3)
    old = in_order(on_cpu(folder)[0].answers(asked, SHORT, range(3)), 3)
    assert old == in_order(loaded["llama"].answers(asked, SHORT, range(3)), 3)


class Trap:
    """Makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.path,))


def test_a_pickle_that_would_run_something_is_refused_and_does_not(copy: Callable[[str], Path], tmp_path: Path) -> None:
    folder, sprung = copy("llama"), tmp_path / "sprung"
    (folder / "model.safetensors").unlink()
    (folder / "pytorch_model.bin").write_bytes(pickle.dumps({"lm_head.weight": Trap(sprung)}))
    with pytest.raises(InputError, match=r"save_pretrained\(folder, safe_serialization=True\)"):
        on_cpu(folder)
    assert not sprung.exists()


def without(file: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        for path in folder.glob(file):
            path.unlink()

    return change


def changed(file: str, **values: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        settings = json.loads((folder / file).read_text(encoding="utf-8"))
        (folder / file).write_text(json.dumps(settings | values), encoding="utf-8")

    return change


def cut(file: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        content = (folder / file).read_bytes()
        (folder / file).write_bytes(content[: len(content) // 2])

    return change


def incomplete(folder: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(folder / "model.safetensors")
    del weights["model.norm.weight"]
    save_file(weights, folder / "model.safetensors", {"format": "pt"})


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (without("config.json"), "has no config.json, so it is not a model"),
        (without("*.safetensors"), r"has no weights in \.safetensors files"),
        (without("tokenizer*"), "has no tokenizer. Save it to the same folder"),
        (cut("model.safetensors"), "cannot be loaded: "),
        (cut("config.json"), "cannot be loaded: "),
        (cut("tokenizer.json"), "The tokenizer of .* cannot be loaded: "),
        (incomplete, r"is not complete: 1 of its weights is not there \(model\.norm\.weight\)"),
        (changed("config.json", hidden_size=32), "cannot be loaded: "),
        (changed("config.json", model_type="no-such-kind"), "cannot be loaded: "),
        (changed("config.json", vocab_size=100), "cannot be loaded: |The tokenizer of .* has 420 tokens"),
    ],
)
def test_a_spoilt_checkpoint_is_one_sentence(
    spoil: Callable[[Path], None], said: str, copy: Callable[[str], Path], capfd: pytest.CaptureFixture[str]
) -> None:
    folder = copy("llama")
    spoil(folder)
    with pytest.raises(InputError, match=said) as failed:
        on_cpu(folder)
    assert "\n" not in str(failed.value)
    assert capfd.readouterr() == ("", "")


def test_code_of_a_checkpoints_own_is_not_run(copy: Callable[[str], Path], tmp_path: Path) -> None:
    folder, sprung = copy("llama"), tmp_path / "sprung"
    (folder / "own.py").write_text(f"open({str(sprung)!r}, 'w').close()\nclass C: ...\n", encoding="utf-8")
    changed("config.json", model_type="own", auto_map={"AutoConfig": "own.C", "AutoModelForCausalLM": "own.C"})(folder)
    with pytest.raises(InputError, match=r"Python code of its own, which was not run\..*--trust-remote-code"):
        on_cpu(folder)
    assert not sprung.exists()


def test_an_adapter_of_another_model_is_refused(tiny: dict[str, Path]) -> None:
    with pytest.raises(InputError, match=r"The adapter .* cannot be put on the model"):
        on_cpu(tiny["llama"], tiny["gpt2-adapter"])


@pytest.mark.parametrize("layer", ["layers.7.", ""])
def test_an_adapter_of_a_model_with_other_layers_is_refused(
    layer: str, copy: Callable[[str], Path], tiny: dict[str, Path]
) -> None:
    from safetensors.torch import load_file, save_file

    adapter = copy("llama-adapter")
    weights = load_file(adapter / "adapter_model.safetensors")
    theirs = {name: weight for name, weight in weights.items() if layer or "layers.1." not in name}
    deeper = {name.replace("layers.1.", layer): weight.clone() for name, weight in theirs.items() if layer}
    save_file(theirs | deeper, adapter / "adapter_model.safetensors", {"format": "pt"})
    with pytest.raises(InputError, match="was trained on another model: 14 of its weights have no place"):
        on_cpu(tiny["llama"], adapter)


def test_prompt_tuning_is_not_run_and_said_so(tiny: dict[str, Path], tmp_path: Path) -> None:
    from peft import PromptTuningConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    settings = PromptTuningConfig(num_virtual_tokens=4, task_type="CAUSAL_LM")
    with quiet():
        model = AutoModelForCausalLM.from_pretrained(tiny["gpt2"])
        get_peft_model(model, settings).save_pretrained(str(tmp_path / "prompt"))
    with pytest.raises(InputError, match="is of the kind PROMPT_TUNING, which is not run here"):
        on_cpu(tiny["gpt2"], tmp_path / "prompt")


def test_a_model_and_an_adapter_are_told_apart(tiny: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"is an adapter, not a whole model\. Give the model it was trained on"):
        on_cpu(tiny["gpt2-adapter"])
    with pytest.raises(InputError, match="is a whole model, not an adapter"):
        on_cpu(tiny["gpt2"], tiny["llama"])
    with pytest.raises(InputError, match="is no adapter"):
        on_cpu(tiny["gpt2"], tmp_path)
    with pytest.raises(InputError, match="There is no folder"):
        on_cpu(tmp_path / "nowhere")


def test_a_name_that_is_no_folder_is_looked_for_on_the_hub(
    tiny: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(InputError, match="There is no folder runs/tuned here, and nothing of that name was had"):
        load(LocalSettings("runs/tuned"))
    with pytest.raises(InputError, match="There is no folder runs/tuned here, and nothing of that name was had"):
        load(LocalSettings(str(tiny["gpt2"]), ("runs/tuned",)))


@pytest.mark.parametrize("name", ["cuda", "cuda:7", "tpu", "xla", "nonsense"])
def test_a_device_that_is_not_there_is_refused(name: str, tiny: dict[str, Path]) -> None:
    import torch

    if name == "cuda" and torch.cuda.is_available():
        pytest.skip("there is one here")
    with pytest.raises(InputError, match=f"There is no device '{name}' on this machine; there is .*cpu"):
        load(LocalSettings(str(tiny["gpt2"]), device=name))


def test_quantising_without_its_library_names_it(tiny: dict[str, Path]) -> None:
    from importlib.util import find_spec

    if find_spec("bitsandbytes"):
        pytest.skip("it is installed here")
    with pytest.raises(InputError, match="pip install bitsandbytes accelerate"):
        on_cpu(tiny["gpt2"], quantise="4bit")


def test_what_is_not_installed_is_named(tiny: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    from assay.models.local import libraries

    monkeypatch.setattr(libraries, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"torch, transformers must be installed too: pip install assay\[hf\]"):
        on_cpu(tiny["gpt2"])


def test_a_folder_needs_no_network_and_nothing_is_said_on_the_way(
    tiny: dict[str, Path], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    base, tuned = on_cpu(tiny["gpt2"], None, tiny["gpt2-adapter"])
    for model in (base, tuned):
        assert list(model.answers(questions(2), Decoding(max_tokens=8, temperature=1.0), [0, 1]))
        assert list(model.choices(questions(2), LABELS, [0, 1]))
        assert list(model.likelihoods(passages(3), Window(), [0, 1, 2]))
    assert capfd.readouterr() == ("", "")


def test_a_closed_model_says_so(tiny: dict[str, Path]) -> None:
    model = on_cpu(tiny["gpt2"])[0]
    model.close()
    with pytest.raises(InputError, match="The model was closed; load it again"):
        model.answers(questions(1), SHORT, [0])
