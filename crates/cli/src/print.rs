//! Data goes to standard output, everything else to standard error. Colour never carries meaning, and is
//! only used on a terminal (and not with NO_COLOR).

use std::io::{IsTerminal, Write};

/// Where the command's words go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Printer {
    colours: bool,
}

/// A way to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Dim,
    Bold,
    Red,
}

impl Printer {
    /// A printer for this process' outputs.
    pub(crate) fn new(no_color: bool) -> Self {
        Self { colours: !no_color && std::io::stderr().is_terminal() }
    }

    /// Writes data, without a line end.
    pub(crate) fn data(self, text: &str) {
        let mut out = std::io::stdout().lock();
        // A closed pipe (`| head`) is the reader's choice, not an error of ours.
        let _closed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// Writes a line of data.
    pub(crate) fn data_line(self, text: &str) {
        self.data(&format!("{text}\n"));
    }

    /// Writes a line of news.
    pub(crate) fn note(self, style: Style, text: &str) {
        let mut err = std::io::stderr().lock();
        let line = match (self.colours, style) {
            (false, _) | (true, Style::Plain) => format!("{text}\n"),
            (true, Style::Dim) => format!("\x1b[2m{text}\x1b[0m\n"),
            (true, Style::Bold) => format!("\x1b[1m{text}\x1b[0m\n"),
            (true, Style::Red) => format!("\x1b[31m{text}\x1b[0m\n"),
        };
        let _closed = err.write_all(line.as_bytes());
    }
}

/// A table of texts with aligned columns; the first row is the head.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width + 2 - cell.chars().count().min(width + 2)));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn columns_line_up() {
        let rows = [["NAME", "STATUS"], ["a", "running"], ["longer", "x"]]
            .map(|row| row.map(str::to_owned).to_vec())
            .to_vec();
        assert_eq!(table(&rows), "NAME    STATUS\na       running\nlonger  x\n");
    }
}
