//! tmp
/// tmp
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LanguageTag(String);
impl LanguageTag {
    /// tmp
    pub fn parse(text: &str) -> crate::Result<Self> { if text.is_empty() || !text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') { Err(crate::Error::new(crate::ErrorKind::Text, "no")) } else { Ok(Self(text.to_owned())) } }
    /// tmp
    pub fn as_str(&self) -> &str { &self.0 }
}
