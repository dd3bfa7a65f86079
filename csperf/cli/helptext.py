"""Help pages in the reader's language: Typer's own headings are put into Chinese at the border."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from csperf.cli.arguments import SPOKEN
from csperf.errors import CsperfError, Exit, Problem
from csperf.texts import say

_HEADINGS: Final = {
    "Usage: ": "用法：",
    "Options:": "选项：",
    "Arguments:": "参数：",
    "Commands:": "命令：",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "[default: ": "[默认：",
    "[required]": "[必填]",
    "Show this message and exit.": "显示这段说明。",
    "Install completion for the current shell.": "为当前 shell 安装命令补全。",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "显示当前 shell 的补全脚本，可复制或自行安装。"
    ),
}

_NOTATION: Final = re.compile(r"\{(?!period|year|month)([^{}]+)\}(?:\.{3})?")
_TYPE: Final = re.compile(r" <(?:str|list\[str\])>")
_CHOICES: Final = re.compile(r"<list\[(.+)\]>")
_WHOLE: Final = 10_000  # letters: more than any command says of itself
_REASONS: Final = {
    "cli.bad-value": re.compile(
        r"for (?P<option>'.+'): (?:Value error, )?'(?P<found>.*)' is not one of (?P<allowed>.*)\."
    ),
    "cli.too-small": re.compile(
        r"for (?P<option>'.+'): Input should be greater than or equal to (?P<least>\S+)"
    ),
    "cli.no-whole-number": re.compile(r"for (?P<option>'.+'): Input should be a valid integer"),
    "cli.value-missing": re.compile(r"Option (?P<option>'.+') requires an argument"),
    "cli.value-refused": re.compile(r"Option (?P<option>'.+') does not take a value"),
    "cli.extra-argument": re.compile(r"unexpected extra arguments?(?:\(s\))? \((?P<found>.*)\)"),
}


def help_of(id: str) -> str:  # noqa: A002 - a text's id
    """What the help says of a command or an option."""
    return say(f"help.{id}", SPOKEN)


def _readable(text: str) -> str:
    """The help page without the parser's own notation, in the reader's language."""
    text = _NOTATION.sub(r"\1", text)
    if SPOKEN == "en":
        return text
    for english, chinese in _HEADINGS.items():
        words = r"\s+".join(re.escape(word) for word in english.split(" "))
        text = re.sub(words, chinese, text)
    return text


class BilingualCommand(TyperCommand):
    """A command whose help is in the reader's language."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The help page."""
        return _readable(super().get_help(ctx))

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Reads the command line; of several `-o` where one is taken, none is dropped in silence.

        The parser itself would keep the last of them.
        """
        *_, read = self.make_parser(ctx).parse_args(args=list(args))
        single = [one for one in read if one.name == "output" and not one.multiple]
        if len(single) > 1:
            raise CsperfError([Problem("output-twice", exit=Exit.USAGE)])
        return super().parse_args(ctx, args)

    def format_options(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Arguments and options without the parser's types, so that their columns stand straight.

        Typer keeps the class of the formatter to itself.
        """
        kinds: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for param in self.get_params(ctx):
            if record := param.get_help_record(ctx):
                name = _CHOICES.sub(r"<\1>", _TYPE.sub("", record[0]))
                kinds[param.param_type_name].append((name, record[1]))
        for kind, records in kinds.items():
            if records:
                with formatter.section(f"{kind.capitalize()}s"):
                    formatter.write_dl(records)

    def get_short_help_str(self, limit: int = _WHOLE) -> str:
        """What the command does, in the list of all: the whole sentence, never cut."""
        return super().get_short_help_str(max(limit, _WHOLE))


class ReaderGone(Exception):  # noqa: N818 - no error: `| head` has read enough
    """Whoever read standard output has closed it."""


class BilingualGroup(TyperGroup):
    """The group of all commands."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Runs the command; Typer would end a closed pipe with exit code 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGone from error

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The help page."""
        return _readable(super().get_help(ctx))


def usage_error(error: Exception, arguments: Sequence[str] = ()) -> int | None:
    """Tells a wrong command line in the reader's language; None for any other exception.

    Typer keeps the classes of these errors to itself, so they are known by their names.
    """
    if getattr(error, "exit_code", None) != Exit.USAGE or not hasattr(error, "format_message"):
        return None
    kind = type(error).__name__
    reason = str(error.format_message())
    if kind == "NoArgsIsHelpError":
        print(reason)
        return Exit.USAGE
    print(_told(kind, error, reason, arguments), file=sys.stderr)
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "csperf"
    print(say("cli.try-help", SPOKEN, command=command), file=sys.stderr)
    return Exit.USAGE


def _told(kind: str, error: Exception, reason: str, arguments: Sequence[str]) -> str:
    if kind == "NoSuchOption":
        option = str(getattr(error, "option_name", ""))
        near = ", ".join(getattr(error, "possibilities", None) or ())
        told = say("cli.no-such-option", SPOKEN, option=option)
        return told + (say("cli.near", SPOKEN, near=near) if near else "")
    if kind == "MissingParameter":
        param = getattr(error, "param", None)
        plan = next((word for word in arguments if word.endswith((".yaml", ".yml"))), "")
        if plan and getattr(param, "name", "") == "plan":
            return say("cli.plan-after-data", SPOKEN, plan=plan)
        name = str(param.get_error_hint()).replace("'", "") if param is not None else ""
        return say("cli.missing-parameter", SPOKEN, name=name)
    if reason.startswith("No such command"):
        parts = reason.split("'")
        near = parts[3] if len(parts) > 3 else ""  # noqa: PLR2004 - the word after "Did you mean"
        told = say("cli.no-such-command", SPOKEN, command=parts[1])
        return told + (say("cli.near", SPOKEN, near=near) if near else "")
    for id_, pattern in _REASONS.items():
        if match := pattern.search(reason):
            facts = {name: text.replace("'", "") for name, text in match.groupdict().items()}
            told = say(id_, SPOKEN, **facts)
            return told + (say("cli.quote-spaces", SPOKEN) if _takes_words(error, id_) else "")
    return say("cli.usage", SPOKEN, reason=reason)


def _takes_words(error: Exception, id_: str) -> bool:
    """Whether what was too much may be the rest of a name that has a space in it."""
    command = getattr(getattr(error, "ctx", None), "command", None)
    kinds = [getattr(param, "param_type_name", "") for param in getattr(command, "params", ())]
    return id_ == "cli.extra-argument" and "argument" in kinds
