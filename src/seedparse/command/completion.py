"""Completion scripts for bash, zsh and fish, written from the commands.

A script holds all words itself, so a shell completes without starting seedparse. Whoever takes it from
`seedparse completion SHELL` at the start of a shell has always that of the installed version.

Law: at the first word the commands, the flags of `parse` and files are offered; behind a command its own flags and
values.
"""

from collections.abc import Callable, Iterator, Mapping

from seedparse.command.tree import Flag, Node, Values, below

BASH = """\
# Completion of seedparse for bash: source <(seedparse completion bash)
_seedparse() {
    local cur=$2 prev=$3 verb=parse at=1 words="" values="" takes=value files="" each
    # "--flag=value" comes as three words.
    if [[ $cur == "=" ]]; then cur=""; prev=${COMP_WORDS[COMP_CWORD-1]}
        [[ $prev == "=" ]] && prev=${COMP_WORDS[COMP_CWORD-2]}
    elif [[ $prev == "=" ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}
    fi
    if (( COMP_CWORD > 1 )); then
        case "${COMP_WORDS[1]}" in
            @VERBS@) verb=${COMP_WORDS[1]}; at=2 ;;
        esac
    fi
    if (( COMP_CWORD > 2 )); then
        case "$verb ${COMP_WORDS[2]}" in
            @INNER@) verb="$verb ${COMP_WORDS[2]}"; at=3 ;;
        esac
    fi
    case "$verb $prev" in
@VALUES@
        *) takes="" ;;
    esac
    if [[ -z $takes && $cur == -* ]]; then
        case "$verb" in
@FLAGS@
        esac
        values=$words
    elif [[ -z $takes ]]; then
        case "$verb" in
@ARGUMENTS@
        esac
        (( COMP_CWORD == 1 )) && values="@TOP@"
    fi
    COMPREPLY=()
    while IFS= read -r each; do
        COMPREPLY+=("$each")
    done < <(compgen -W "$values" -- "$cur"; [[ -n $files ]] && compgen -f -- "$cur")
    if type compopt &> /dev/null; then
        if [[ -n $files ]]; then compopt -o filenames; else compopt +o default +o bashdefault; fi
    fi
}
complete -o bashdefault -o default -F _seedparse seedparse
"""

ZSH = """\
#compdef seedparse
# Completion of seedparse for zsh: source <(seedparse completion zsh), or this text as _seedparse in a folder of $fpath.
_seedparse() {
    local -a commands
    local verb=parse
    if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
        commands=(
@TOP@
        )
        _describe -t commands command commands
        _files
        return
    fi
    case $words[2] in
        @VERBS@) verb=$words[2]; shift words; (( CURRENT-- )) ;;
    esac
    case "$verb $words[2]" in
        @INNER@)
            if (( CURRENT > 2 )); then verb="$verb $words[2]"; shift words; (( CURRENT-- )); fi ;;
    esac
    case $verb in
@CASES@
    esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _seedparse "$@"; else compdef _seedparse seedparse; fi
"""

FISH = """\
# Completion of seedparse for fish: seedparse completion fish | source
function __seedparse_at
    set -l words (commandline -opc)
    set -l verb parse
    if set -q words[2]; and contains -- $words[2] @VERBS@
        set verb $words[2]
    end
    if set -q words[3]; and contains -- "$verb $words[3]" @INNER@
        set verb "$verb $words[3]"
    end
    test "$verb" = "$argv"
end
function __seedparse_first
    test (count (commandline -opc)) = 1
end
"""


def script(shell: str, top: Node) -> str:
    """Return the completion script of a shell: "bash", "zsh" or "fish"."""
    return SCRIPTS[shell](top)


def _bash(top: Node) -> str:
    nodes = list(below(top))
    values, flags, arguments = [], [], []
    for node in nodes:
        for flag in (each for each in node.flags if each.metavar):
            patterns = "|".join(f'"{node.path} {name}"' for name in flag.names)
            given = _bash_words(flag.values)
            values.append(f"        {patterns}) {'files=yes' if flag.is_path else f'values={given}'} ;;")
        names = " ".join(name for flag in node.flags for name in flag.names)
        flags.append(f'        "{node.path}") words="{names}" ;;')
        offered = (*node.values, *((each.path.split()[-1], "") for each in node.commands))
        files = " files=yes" * node.takes_paths
        arguments.append(f'        "{node.path}") values={_bash_words(offered)}{files} ;;')
    return _filled(
        BASH,
        {
            "VERBS": "|".join(node.path for node in top.commands),
            "INNER": "|".join(f'"{node.path}"' for node in nodes if " " in node.path),
            "VALUES": "\n".join(values),
            "FLAGS": "\n".join(flags),
            "ARGUMENTS": "\n".join(arguments),
            "TOP": " ".join(node.path for node in top.commands),
        },
    )


def _bash_words(values: Values) -> str:
    return f'"{" ".join(value for value, _ in values)}"'


def _zsh(top: Node) -> str:
    nodes = list(below(top))
    cases = []
    for node in nodes:
        lines = [f"        {_quoted(node.path)})"]
        if node.commands:
            lines.append("            commands=(")
            lines += [f"                {_described(each)}" for each in node.commands]
            lines.append("            )")
            lines.append("            if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then")
            lines.append("                _describe -t commands command commands; return")
            lines.append("            fi")
        specs = [_zsh_spec(flag) for flag in node.flags]
        if node.values:
            action = _zsh_values(node.values)
            specs.append(_quoted(f"*:value:{action}"))
        elif node.takes_paths:
            specs.append(_quoted("*:file:_files"))
        lines.append("            _arguments -s -S \\")
        lines += [f"                {spec} \\" for spec in specs]
        lines[-1] = f"{lines[-1].removesuffix(' ' + chr(92))} ;;"
        cases += lines
    return _filled(
        ZSH,
        {
            "TOP": "\n".join(f"            {_described(node)}" for node in top.commands),
            "VERBS": "|".join(node.path for node in top.commands),
            "INNER": "|".join(_quoted(node.path) for node in nodes if " " in node.path),
            "CASES": "\n".join(cases),
        },
    )


def _described(node: Node) -> str:
    return _quoted(f"{node.path.split()[-1]}:{node.summary}")


def _zsh_spec(flag: Flag) -> str:
    """Return the argument of `_arguments` for a flag: what it excludes, its names, its help and its value."""
    told = flag.help
    for sign in "\\[]:":
        told = told.replace(sign, f"\\{sign}")
    value = ""
    if flag.metavar:
        action = "_files" if flag.is_path else _zsh_values(flag.values) if flag.values else " "
        value = f":{flag.metavar.replace(':', ' ')}:{action}"
    tail = _quoted(f"[{told}]{value}")
    names = [f"{name}=" if flag.metavar and name.startswith("--") else name for name in flag.names]
    listed = f"{{{','.join(names)}}}" if len(names) > 1 else names[0]
    if flag.is_repeated:
        return f"'*'{listed}{tail}"
    return f"{_quoted('(' + ' '.join(flag.names) + ')')}{listed}{tail}" if len(names) > 1 else f"{listed}{tail}"


def _zsh_values(values: Values) -> str:
    if any(told for _, told in values):
        pairs = " ".join(f"{value}\\:{_doubly_quoted(told)}" for value, told in values)
        return f"(({pairs}))"
    return f"({' '.join(value for value, _ in values)})"


def _fish(top: Node) -> str:
    nodes = list(below(top))
    head = _filled(
        FISH,
        {
            "VERBS": " ".join(node.path for node in top.commands),
            "INNER": " ".join(_fish_quoted(node.path) for node in nodes if " " in node.path),
        },
    )
    lines = [
        f"complete -c seedparse -n __seedparse_first -a {node.path} -d {_fish_quoted(node.summary)}"
        for node in top.commands
    ]
    for node in nodes:
        at = f"complete -c seedparse -n {_fish_quoted(f'__seedparse_at {node.path}')}"
        if not node.takes_paths:
            lines.append(f"{at} -f")
        lines += [f"{at} -a {each.path.split()[-1]} -d {_fish_quoted(each.summary)}" for each in node.commands]
        lines += [f"{at} {each}" for each in _fish_values(node.values)]
        for flag in node.flags:
            names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in flag.names)
            takes = " -r -F" if flag.is_path else " -x" if flag.metavar else ""
            lines.append(f"{at} {names}{takes} -d {_fish_quoted(flag.help)}")
            lines += [f"{at} {names} -x {each}" for each in _fish_values(flag.values)]
    return head + "".join(f"{line}\n" for line in lines)


def _fish_values(values: Values) -> Iterator[str]:
    if plain := " ".join(value for value, told in values if not told):
        yield f"-a {_fish_quoted(plain)}"
    yield from (f"-a {value} -d {_fish_quoted(told)}" for value, told in values if told)


def _filled(template: str, parts: Mapping[str, str]) -> str:
    for name, text in parts.items():
        template = template.replace(f"@{name}@", text)
    return template


def _quoted(text: str) -> str:
    """Return the text in single quotes, for bash and zsh."""
    return "'" + text.replace("'", "'\\''") + "'"


def _doubly_quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


SCRIPTS: Mapping[str, Callable[[Node], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
