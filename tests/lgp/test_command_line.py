"""What holds for every verb: help, version, completion, endings."""

from pathlib import Path

import pytest

from conformance import __version__
from conformance.lgp import cli, start
from tests.lgp.installed import lgp_itself
from tests.lgp.typed import Lgp, Terminal


def test_it_tells_its_version(stranger: Lgp) -> None:
    assert stranger.done("--version").out == f"lgp {__version__}\n"


def test_an_unknown_verb_is_told(stranger: Lgp) -> None:
    ended = stranger("leeds list")
    assert (ended.code, "leeds" in ended.err) == (2, True)


def test_an_actor_of_no_profile_is_told(lgp: Lgp) -> None:
    ended = lgp("--actor member_a whoami")
    assert (ended.code, ended.err) == (2, "lgp: --actor names an actor of a profile. Add --profile FILE\n")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("whoami --base-url http://127.0.0.1:1", "--base-url goes before the verb: lgp --base-url … VERB"),
        ("whoami --base-url=http://127.0.0.1:1", "--base-url goes before the verb: lgp --base-url … VERB"),
        ("clients --profile profile.toml list", "--profile goes before the verb: lgp --profile … VERB"),
        ("webhooks --actor owner_b", "--actor goes before the verb: lgp --actor … VERB"),
        ("leads get --actor owner_b", "--actor goes before the verb: lgp --actor … VERB"),
        ("clients list --yes", "--yes goes before the verb: lgp --yes VERB"),
        ("clients list -y", "-y goes before the verb: lgp -y VERB"),
    ],
)
def test_an_option_before_the_verb_that_is_typed_behind_it_is_told(stranger: Lgp, line: str, told: str) -> None:
    ended = stranger(line)
    assert (ended.code, ended.out, ended.err) == (2, "", f"lgp: {told}\n")


def test_an_option_that_nothing_has_is_told(stranger: Lgp) -> None:
    ended = stranger("whoami --base-uri http://127.0.0.1:1")
    told = "lgp: there is no option --base-uri. `lgp whoami -h` tells what it takes\n"
    assert (ended.code, ended.err) == (2, told)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("leads list --limit x", "--limit takes no 'x'. It takes a whole number, at least 1"),
        ("process enrich x --timeout -1", "--timeout takes no '-1'. It takes a number, at least 0"),
        ("leads get", "ID is missing. `lgp leads get -h` tells what it takes"),
        ("--actor", "--actor needs a value. Give it one: --actor …"),
        ("clients lst", "there is no verb lst. Near it: list; `lgp clients -h` shows them all"),
    ],
)
def test_a_line_that_cannot_be_understood_is_told_in_one_line(stranger: Lgp, line: str, told: str) -> None:
    ended = stranger(line)
    assert (ended.code, ended.out, ended.err) == (2, "", f"lgp: {told}\n")


def test_every_verb_says_what_it_is_for() -> None:
    verbs = [each.help for each in cli.app.registered_commands]
    groups = [each.typer_instance.info.help for each in cli.app.registered_groups if each.typer_instance is not None]
    assert all(verbs)
    assert all(groups)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("lgp who", ["whoami"]),
        ("lgp settings get ", ["url", "agent", "sdr-ai"]),
        ("lgp settings set url email", ["emailFinder", "emailFinder_Apikey"]),
        ("lgp settings set agent pro", ["projectId"]),
        ("lgp settings set agent projectId=x enrichment10", ["enrichment10AgentId"]),
        ("lgp settings set sdr-ai aiLead", ["aiLeadScoreAgentId"]),
        ("lgp settings set colours ", []),
        ("lgp process enrich lead-1 comp", ["companyUrl"]),
        ("lgp process enrich lead-1 companyUrl email", ["emailFinder"]),
        ("lgp process copyright lead-1 1", ["1", "10"]),
        ("lgp process sdr lead-1 aiLead", ["aiLeadScore"]),
    ],
)
def test_a_shell_completes_verbs_and_documented_names(tmp_path: Path, line: str, words: list[str]) -> None:
    at = str(len(line.split(" ")) - 1)
    asked = {"_LGP_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": at, "LGP_BASE_URL": "no URL at all"}
    assert lgp_itself(env={**asked, "HOME": str(tmp_path)}).stdout.split() == words


def test_an_answer_that_is_no_text_is_no_yes(lgp: Lgp, monkeypatch: pytest.MonkeyPatch) -> None:
    def of_another_encoding(_: Terminal) -> str:
        return b"y\xe9\n".decode()

    monkeypatch.setattr(Terminal, "readline", of_another_encoding)
    ended = lgp("leads delete one two", terminal=True)
    told = "Delete 2 leads? [y/N]: lgp: nothing was done, since the answer was not yes\n"
    assert (ended.code, ended.err) == (4, told)


def test_what_the_encoding_of_a_terminal_lacks_stands_as_an_escape(lgp: Lgp) -> None:
    made = lgp.done("clients create --json --name", "Peñarol 漢").json
    ran = lgp_itself("clients", "get", made["id"], env={"PYTHONIOENCODING": "latin-1"}, encoding="latin-1")
    lgp.done(f"clients delete {made['id']} --yes")
    assert (ran.returncode, ran.stdout.splitlines()[0].split(maxsplit=1)[1]) == (0, "Pe\xf1arol \\u6f22")


def test_an_interrupt_ends_with_three(lgp: Lgp, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("conformance.lgp.session.Session.ask", interrupted)
    ended = lgp("whoami")
    assert (ended.code, ended.err) == (3, "lgp: interrupted\n")


def test_an_interrupt_in_place_of_an_answer_ends_with_three(lgp: Lgp, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: Terminal) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(Terminal, "readline", interrupted)
    ended = lgp("leads delete one two", terminal=True)
    assert (ended.code, ended.err) == (3, "Delete 2 leads? [y/N]: \nlgp: interrupted\n")


def test_the_end_of_input_in_place_of_an_answer_is_a_no(lgp: Lgp) -> None:
    ended = lgp("leads delete one two", terminal=True)
    told = "Delete 2 leads? [y/N]: \nlgp: nothing was done, since the answer was not yes\n"
    assert (ended.code, ended.err) == (4, told)


def test_an_interrupt_before_the_first_verb_ends_with_three(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("conformance.start.import_module", interrupted)
    with pytest.raises(SystemExit) as ended:
        start.main()
    assert (ended.value.code, capsys.readouterr().err) == (3, "lgp: interrupted\n")


def test_no_home_folder_is_told(stranger: Lgp, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    ended = stranger("whoami")
    assert (ended.code, ended.err) == (2, "lgp: nothing tells where your home folder is. Set HOME\n")


def test_what_breaks_in_lgp_itself_shows_no_message_of_it(lgp: Lgp, monkeypatch: pytest.MonkeyPatch) -> None:
    message = " ".join(("sent", "by", "a", "server"))

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(message)

    monkeypatch.setattr("conformance.lgp.session.Session.ask", broken)
    ended = lgp("whoami")
    assert (ended.code, message in ended.err) == (70, False)
    assert ended.err.endswith("lgp: lgp itself broke: RuntimeError\n")
