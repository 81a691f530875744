//! What programs a shell line calls, for the cards of `execute` calls (chats-api.md 2.5).
//!
//! Not a shell: it splits a line into simple commands, and gives up (`None`) on what it does not know well
//! enough to be right about, such as here-documents and `case`. Nothing is ever run from its answer.

/// One `[program]` or `[program, first argument that is not a flag]` per simple command, the program as its
/// base name. `None` when the line does not parse or calls nothing.
pub(super) fn simple_commands(line: &str) -> Option<Vec<Vec<String>>> {
    let mut commands = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut skip_next = false;
    for token in tokens(line)? {
        match token {
            Token::Separator => {
                commands.extend(command_of(&words)?);
                words.clear();
                skip_next = false;
            }
            Token::Redirect => skip_next = true,
            Token::Word(_) if skip_next => skip_next = false,
            Token::Word(word) => words.push(word),
        }
    }
    commands.extend(command_of(&words)?);
    (!commands.is_empty()).then_some(commands)
}

/// The outer `None`: a construct that is not understood. The inner: no program is called.
fn command_of(words: &[String]) -> Option<Option<Vec<String>>> {
    const SKIPPED: [&str; 12] =
        ["if", "then", "elif", "else", "do", "while", "until", "!", "{", "}", "time", "exec"];
    const WITHOUT_PROGRAM: [&str; 5] = ["fi", "done", "for", "select", "esac"];
    let mut rest = words.iter().skip_while(|word| SKIPPED.contains(&word.as_str()) || is_assignment(word));
    let Some(first) = rest.next() else { return Some(None) };
    if first == "case" || first == "function" {
        return None;
    }
    if WITHOUT_PROGRAM.contains(&first.as_str()) {
        return Some(None);
    }
    let program = first.rsplit('/').next().unwrap_or(first);
    if program.is_empty() {
        return None;
    }
    let argument = rest.find(|word| !word.is_empty() && !word.starts_with('-'));
    Some(Some(std::iter::once(program).chain(argument.map(String::as_str)).map(str::to_owned).collect()))
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

enum Token {
    Word(String),
    /// The next word is a file, not an argument.
    Redirect,
    Separator,
}

fn tokens(line: &str) -> Option<Vec<Token>> {
    let mut chars = line.chars().peekable();
    let mut found = Vec::new();
    let mut word: Option<String> = None;
    while let Some(c) = chars.next() {
        match c {
            '\'' => read_until_quote(&mut chars, word.get_or_insert_default())?,
            '"' => read_double_quoted(&mut chars, word.get_or_insert_default())?,
            '\\' => match chars.next()? {
                '\n' => {}
                escaped => word.get_or_insert_default().push(escaped),
            },
            '$' if chars.peek() == Some(&'(') => {
                let text = word.get_or_insert_default();
                text.push(c);
                read_substitution(&mut chars, text)?;
            }
            '`' => read_backticks(&mut chars, word.get_or_insert_default())?,
            '#' if word.is_none() => while chars.next_if(|c| *c != '\n').is_some() {},
            ' ' | '\t' | '\r' => found.extend(word.take().map(Token::Word)),
            '\n' | ';' | '|' | '(' | ')' => {
                found.extend(word.take().map(Token::Word));
                found.push(Token::Separator);
            }
            '&' => {
                found.extend(word.take().map(Token::Word));
                // `&>file` redirects both outputs; every other `&` ends a command
                found.push(if chars.peek() == Some(&'>') { Token::Redirect } else { Token::Separator });
                while chars.next_if_eq(&'>').is_some() {}
            }
            '<' | '>' => {
                // the number before it is the redirected descriptor, not an argument
                let before = word.take().filter(|text| !text.chars().all(|c| c.is_ascii_digit()));
                found.extend(before.map(Token::Word));
                read_redirect(c, &mut chars)?;
                found.push(Token::Redirect);
            }
            other => word.get_or_insert_default().push(other),
        }
    }
    found.extend(word.map(Token::Word));
    Some(found)
}

type Chars<'line> = std::iter::Peekable<std::str::Chars<'line>>;

fn read_until_quote(chars: &mut Chars<'_>, text: &mut String) -> Option<()> {
    loop {
        match chars.next()? {
            '\'' => return Some(()),
            c => text.push(c),
        }
    }
}

fn read_double_quoted(chars: &mut Chars<'_>, text: &mut String) -> Option<()> {
    loop {
        match chars.next()? {
            '"' => return Some(()),
            '\\' => match chars.next()? {
                '\n' => {}
                c @ ('"' | '\\' | '$' | '`') => text.push(c),
                c => text.extend(['\\', c]),
            },
            '$' if chars.peek() == Some(&'(') => {
                text.push('$');
                read_substitution(chars, text)?;
            }
            '`' => read_backticks(chars, text)?,
            c => text.push(c),
        }
    }
}

/// Copies `( … )`, however deep; quotes inside may hold brackets.
fn read_substitution(chars: &mut Chars<'_>, text: &mut String) -> Option<()> {
    let mut depth = 0_usize;
    loop {
        let c = chars.next()?;
        text.push(c);
        match c {
            '(' => depth += 1,
            ')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(());
                }
            }
            '\'' => read_until_quote(chars, text)?,
            '"' => read_double_quoted(chars, text)?,
            '\\' => text.push(chars.next()?),
            _ => {}
        }
    }
}

fn read_backticks(chars: &mut Chars<'_>, text: &mut String) -> Option<()> {
    text.push('`');
    loop {
        let c = chars.next()?;
        text.push(c);
        match c {
            '`' => return Some(()),
            '\\' => text.push(chars.next()?),
            _ => {}
        }
    }
}

/// Reads the rest of a redirection's operator. A here-document is not understood.
fn read_redirect(first: char, chars: &mut Chars<'_>) -> Option<()> {
    if first == '<' && chars.next_if_eq(&'<').is_some() {
        return chars.next_if_eq(&'<').map(|_| ());
    }
    while chars.next_if(|c| matches!(c, '>' | '&' | '|')).is_some() {}
    Some(())
}

#[cfg(test)]
mod tests {
    use super::simple_commands;

    fn parsed(line: &str) -> Option<String> {
        simple_commands(line)
            .map(|commands| commands.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join(" | "))
    }

    #[test]
    fn lines_of_simple_commands() {
        for (line, expected) in [
            ("ls", "ls"),
            ("/usr/bin/git -C . status --short", "git ."),
            ("git commit -m 'a; b'", "git commit"),
            ("cd /x && cargo test -p y | tail -5", "cd /x | cargo test | tail"),
            ("FOO=1 BAR=\"2 3\" make all; echo done # say so", "make all | echo done"),
            ("a >out 2>&1 <in & b &>both", "a | b"),
            ("echo \"$(date; ls)\" `id`", "echo $(date; ls)"),
            ("if test -f x; then rm x; else true; fi", "test x | rm x | true"),
            ("for f in a b; do cat $f; done", "cat $f"),
            ("(cd sub && ls) || exit 1", "cd sub | ls | exit 1"),
            ("a \\\n b", "a b"),
            ("cat <<<text", "cat"),
            ("echo \"a \\\"b\\\" c\"", "echo a \"b\" c"),
        ] {
            assert_eq!(parsed(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn what_does_not_parse_is_left_out() {
        for line in [
            "echo 'open",
            "echo \"open",
            "x $(open",
            "x `open",
            "cat <<EOF\nx\nEOF",
            "x \\",
            "",
            "A=1",
            "case x in a) b;; esac",
            "# only a comment",
        ] {
            assert_eq!(parsed(line), None, "{line}");
        }
    }
}
