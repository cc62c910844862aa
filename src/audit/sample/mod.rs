//! Made-up registration records with known faults, to try an audit on.
//!
//! A [`Sample`] is made of a number of rows and a seed, and nothing else: the same two give the same bytes on every
//! machine, and row 17 is the same in a sample of twenty rows and of ten million. While it is written, what an audit
//! must find is counted: the [`Truth`].
//!
//! The people are nobody. Their names combine common given and family names of some fifty naming traditions in more
//! than twenty scripts, with people of one name and people of very long ones. Their NHS numbers come from the range
//! that is kept for tests, 999 000 0000 to 999 999 9999: 899,999 of these are valid and different, then they repeat.
//!
//! No column is drawn from another. Least of all is an ethnic category drawn from a name, or a language from either:
//! each column has a stream of chance of its own, which starts from the seed and the row alone. The shares of the
//! codes are made up. They say nothing about anybody.
//!
//! A faulty row has one fault, as real registers have them: a lower-case code, a label where a code belongs, `q4` for
//! British Sign Language, a name that was garbled on its way, a date that no calendar has. Every kind of fault
//! that the format can hold comes round before one comes a second time.
//!
//! # Example
//!
//! ```
//! use ownwords::audit::sample::Sample;
//!
//! let mut file = Vec::new();
//! let truth = Sample::new(20, 7).write_to(&mut file)?;
//! assert!(file.starts_with(b"nhs_number,family_name,given_name,"));
//! assert_eq!(truth.rows, 20);
//! # Ok::<(), std::io::Error>(())
//! ```

mod as_csv;
mod as_fhir;
mod faults;
mod names;
pub(crate) mod random;
mod record;
mod share;
mod truth;

use core::fmt;
use core::str::FromStr;
use std::io;

use serde::{Deserialize, Serialize};

use self::faults::Schedule;
use self::names::Pools;
use self::random::{Purpose, Stream};
use self::record::{Record, Status};
pub use self::share::Share;
use self::truth::Tally;
pub use self::truth::{FieldTruth, Truth};
use crate::{Error, ErrorKind};

/// How a sample is written.
///
/// # Errors
///
/// Reading one from text fails, with [`ErrorKind::Usage`], when the text is neither `csv` nor `fhir`.
///
/// # Example
///
/// ```
/// use ownwords::audit::sample::Format;
///
/// assert_eq!("fhir".parse::<Format>()?, Format::Fhir);
/// assert!("hl7".parse::<Format>().is_err());
/// # Ok::<(), ownwords::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Format {
    /// CSV with a header: the keys of [`RecordField::ALL`](crate::rules::RecordField::ALL).
    #[default]
    Csv,
    /// FHIR R4: one UK Core Patient a line. It has no sexual orientation, so that field is missing throughout.
    Fhir,
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(text: &str) -> crate::Result<Self> {
        match text {
            "csv" => Ok(Self::Csv),
            "fhir" => Ok(Self::Fhir),
            _ => Err(Error::new(ErrorKind::Usage, "a sample cannot be written in this format")
                .with_help("choose `csv` or `fhir`")),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Csv => "csv",
            Self::Fhir => "fhir",
        })
    }
}

/// A sample of made-up registration records.
///
/// # Example
///
/// ```
/// use ownwords::audit::sample::{Format, Sample, Share};
///
/// let sample = Sample::new(1000, 7).with_faults(Share::NONE).with_format(Format::Fhir);
/// let mut file = Vec::new();
/// let truth = sample.write_to(&mut file)?;
/// assert_eq!(truth.faulty_rows, 0);
/// assert_eq!(file.iter().filter(|&&byte| byte == b'\n').count(), 1000);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    rows: u64,
    seed: u64,
    faults: Share,
    non_ascii: Share,
    duplicates: Share,
    format: Format,
}

/// How much is made before it is handed to the writer.
const CHUNK: usize = 1 << 16;

impl Sample {
    /// A sample of so many rows. One row in ten has a fault, one person in four a name beyond ASCII; it is CSV.
    pub const fn new(rows: u64, seed: u64) -> Self {
        Self {
            rows,
            seed,
            faults: Share::one_in(10),
            non_ascii: Share::one_in(4),
            duplicates: Share::NONE,
            format: Format::Csv,
        }
    }

    /// The same sample with another share of faulty rows.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::sample::{Sample, Share};
    ///
    /// assert_eq!(Sample::new(50, 7).with_faults(Share::ALL).truth().faulty_rows, 50);
    /// ```
    #[must_use]
    pub const fn with_faults(mut self, share: Share) -> Self {
        self.faults = share;
        self
    }

    /// The same sample with another share of people whose names are written in their own script, with its marks, or
    /// at length. The others' names are in ASCII letters, as most registers hold them.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::sample::{Sample, Share};
    ///
    /// let mut file = Vec::new();
    /// let plain = Sample::new(50, 7).with_non_ascii(Share::NONE).with_faults(Share::NONE);
    /// plain.write_to(&mut file)?;
    /// assert!(file.len() > 50 * 30);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub const fn with_non_ascii(mut self, share: Share) -> Self {
        self.non_ascii = share;
        self
    }

    /// The same sample, in which this share of the pairs of rows without a fault have one NHS number; of every other such pair
    /// both rows say the same of the person. Without it each number stands in one row, up to 900,000 rows.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::sample::{Sample, Share};
    ///
    /// let truth = Sample::new(50, 7).with_faults(Share::NONE).with_duplicates(Share::ALL).truth();
    /// assert!(truth.duplicates.values().sum::<u64>() > 40);
    /// ```
    #[must_use]
    pub const fn with_duplicates(mut self, share: Share) -> Self {
        self.duplicates = share;
        self
    }

    /// The same sample in another format.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::sample::{Format, Sample};
    ///
    /// let truth = Sample::new(50, 7).with_format(Format::Fhir).truth();
    /// assert_eq!(truth.fields.get("sexual_orientation").map(|field| field.missing), Some(50));
    /// ```
    #[must_use]
    pub const fn with_format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// Writes the sample and returns what an audit of it must find.
    ///
    /// The writer gets chunks of at least 64 KiB, so it need not be buffered, and is not flushed.
    ///
    /// # Errors
    ///
    /// Only the writer's own, handed on as they are.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::sample::Sample;
    ///
    /// let (mut first, mut second) = (Vec::new(), Vec::new());
    /// Sample::new(10, 7).write_to(&mut first)?;
    /// Sample::new(100, 7).write_to(&mut second)?;
    /// assert!(second.starts_with(&first));
    ///
    /// let mut too_small = [0; 16];
    /// assert!(Sample::new(10, 7).write_to(&mut too_small.as_mut_slice()).is_err());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write_to<W: io::Write + ?Sized>(&self, out: &mut W) -> io::Result<Truth> {
        let mut buffer = Vec::with_capacity(CHUNK + CHUNK / 8);
        let push_record = match self.format {
            Format::Csv => {
                as_csv::push_header(&mut buffer);
                as_csv::push_record
            }
            Format::Fhir => as_fhir::push_record,
        };
        let tally = self.each(|record| {
            push_record(&mut buffer, record);
            if buffer.len() >= CHUNK {
                out.write_all(&buffer)?;
                buffer.clear();
            }
            Ok(())
        })?;
        out.write_all(&buffer)?;
        Ok(tally.into_truth(self))
    }

    /// What an audit of the sample must find, without writing it.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::sample::Sample;
    ///
    /// let sample = Sample::new(30, 7);
    /// assert_eq!(sample.truth(), sample.write_to(&mut Vec::new())?);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn truth(&self) -> Truth {
        // A closure that cannot fail leaves nothing to hand on.
        self.each(|_| Ok(())).unwrap_or_default().into_truth(self)
    }

    fn each(&self, mut take: impl FnMut(&Record) -> io::Result<()>) -> io::Result<Tally> {
        let pools = Pools::built_in();
        let schedule = Schedule::new(self.seed, self.faults, self.format);
        let (mut record, mut before) = (Record::default(), Record::default());
        let mut was_sound = false;
        let mut tally = Tally::default();
        for row in 0..self.rows {
            record.draw(&pools, self.seed, row, self.non_ascii);
            let fault = schedule.fault(row);
            if let Some(fault) = fault {
                fault.apply(&mut record, &mut Stream::new(self.seed, row, Purpose::FaultForm));
            }
            if self.format == Format::Fhir {
                record.sexual_orientation.set(b"", Status::Missing);
            }
            let is_second = row % 2 == 1 && was_sound && fault.is_none();
            was_sound = fault.is_none() && record.nhs_number.status == Status::Valid;
            if is_second && self.duplicates != Share::NONE {
                let mut chance = Stream::new(self.seed, row, Purpose::Duplicate);
                if chance.is_in(self.duplicates) {
                    record.take_from(&before, chance.one_in(2));
                    tally.count_duplicates(record.says_the_same(&before));
                }
            }
            tally.count(&record, fault);
            take(&record)?;
            core::mem::swap(&mut record, &mut before);
        }
        Ok(tally)
    }
}
