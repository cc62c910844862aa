//! The certificate of what an encoding makes indistinguishable.

use core::fmt;

/// What an encoding made indistinguishable: which single concepts the value is a possible outcome of, and what of the
/// statement the value does not say.
///
/// `Display` says it in plain words, official labels aside; `Debug` gives numbers alone.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Policy, systems};
/// use ownwords::Bridge;
///
/// let system = &systems::NHS_ETHNIC_CATEGORY_2001;
/// let field = system.decode(b"K").to_field().with_own_words("Sylheti");
/// let (_, loss, _) = system.encode(&field, Policy::Certain).unwrap().into_parts();
/// assert_eq!(loss.indistinguishable().first(), Some(&"Bangladeshi"));
/// assert!(loss.own_words_stay_behind());
/// ```
#[derive(Clone, PartialEq)]
#[must_use = "a loss that nobody looks at is a silent one"]
pub struct Loss {
    /// The system's official title.
    pub(super) system: &'static str,
    /// Labels of the single concepts that the value is a possible outcome of; `None` for a tag, which stands for
    /// itself.
    pub(super) indistinguishable: Option<Vec<&'static str>>,
    /// Whether the value alone says less than, or something other than, the statement.
    pub(super) statement_differs: bool,
    pub(super) own_words: bool,
    pub(super) left_out: bool,
}

impl Loss {
    /// The labels of the single concepts that the value is a possible outcome of, in the order of the standard.
    pub fn indistinguishable(&self) -> &[&'static str] {
        self.indistinguishable.as_deref().unwrap_or_default()
    }

    /// The loss in bits: the binary logarithm of the number of those concepts; 0 with none or one.
    pub fn bits(&self) -> f64 {
        (self.indistinguishable().len().max(1) as f64).log2()
    }

    /// Whether the value alone, decoded, gives the whole statement.
    pub fn is_nothing(&self) -> bool {
        !self.statement_differs && !self.left_out
    }

    /// Whether the person's own words are in the residue alone.
    pub fn own_words_stay_behind(&self) -> bool {
        self.own_words
    }

    /// Whether the field is left out, because the system has no code for the absence.
    pub fn is_left_out(&self) -> bool {
        self.left_out
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 5;
        if self.left_out {
            return write!(f, "{} has no code for this; the field is left out", self.system);
        }
        match self.indistinguishable() {
            _ if self.indistinguishable.is_none() => f.write_str("stands for itself")?,
            [] => f.write_str("names no single concept")?,
            [only] => write!(f, "stands for {only} alone")?,
            several => {
                let shown: Vec<&str> = several.iter().take(SHOWN).copied().collect();
                write!(f, "cannot tell apart {}", shown.join(", "))?;
                if several.len() > SHOWN {
                    write!(f, " and {} more", several.len() - SHOWN)?;
                }
                write!(f, " ({:.1} bits)", self.bits())?;
            }
        }
        if self.own_words {
            f.write_str("; the person's own words are in the residue alone")?;
        } else if self.statement_differs {
            f.write_str("; what was stated is in the residue alone")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Loss({} concepts, {:.1} bits)", self.indistinguishable().len(), self.bits())
    }
}
