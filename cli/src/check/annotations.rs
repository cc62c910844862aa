//! Faults as commands of a GitHub workflow, which mark the lines of a change.

use super::Fault;

/// One line: `::error file=…,line=…,col=…,title=…::message`.
pub(super) fn command(fault: &Fault<'_>) -> String {
    let mut places = format!("file={}", property(&fault.file));
    for (name, place) in [("line", fault.line), ("col", fault.column)] {
        if let Some(place) = place {
            places.push_str(&format!(",{name}={place}"));
        }
    }
    let title = property(&format!("{} {}", fault.rule.id, fault.rule.name));
    let help = fault.error.help().map(|help| format!("; {help}")).unwrap_or_default();
    let message = data(&format!("{}{help}\n{}", fault.error.message(), fault.rule.why));
    format!("::error {places},title={title}::{message}\n")
}

/// What a command's message may hold as it is: everything but the percent sign and the ends of lines.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What a property may hold: no colon and no comma either, which would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_before_its_end() {
        assert_eq!(data("50 % of\r\nall: a, b"), "50 %25 of%0D%0Aall: a, b");
        assert_eq!(property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
    }
}
