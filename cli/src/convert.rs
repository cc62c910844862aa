//! `ownwords convert`: records from one format to another, and back.

use std::collections::BTreeMap;
use std::error::Error as Cause;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use ownwords::audit::cohorts::Counts;
use ownwords::authoring::text_of;
use ownwords::wire::convert::{Choice, Conversion, Settings, back, back_with};
use ownwords::{Error, ErrorKind, Position, Purpose};
use serde_json::Value;

use crate::encode::policy;
use crate::lines::Format;
use crate::own::Own;
use crate::whole_file::WholeFile;
use crate::{cohorts, inputs};

/// Convert records from one format to another, say what that loses, and take them back without losing a byte
///
/// Formats: storage, the complete record, one JSON object a line; storage-yaml, the same in YAML, one document a record, for a
/// person to look at; fhir, FHIR R4 or R5 in JSON: one resource a line, and read also from a Bundle; fhir-bundle, the same
/// written as one Bundle; hl7, HL7 v2 messages; csv, CSV or TSV, with a map that says what each column holds. A file of records
/// in the storage form that ends in .yaml or .yml is YAML.
///
/// A message is written for a purpose, which decides what may come out. `--to storage` takes none: the storage form holds
/// everything, sealed names too, and is for a system's own database.
///
/// What the target cannot hold goes into the side file, which the sender keeps: with it, `--back` gives the source again, byte
/// for byte where the target was not edited. Where it was, each edit is reconciled with what was sent; what the person said is
/// never replaced. THE SIDE FILE IS PERSONAL DATA: it holds the whole source. Keep it as the source is kept, and send it to
/// nobody. The form of its lines is in the documentation of `ownwords::wire::convert::side`.
///
///     ownwords convert people.csv --map columns.yaml --to fhir --purpose letter --side people.side -o people.ndjson
///     ownwords convert people.hl7 --from-system PID-22=nhs-ethnic-category-2001 \
///         --to fhir --purpose direct-care --side people.side -o people.ndjson
///     ownwords convert --back people.ndjson --side people.side -o people.hl7
///
/// With --overlay your organisation's own lists and heritages are known beside the national ones: a column map or --system may
/// name an own list, and a Coding of FHIR with its URI is read. A national list takes an own heritage as what it always is, and
/// the side file keeps which one that was. Such a side file names the overlay, and --back asks for it.
///
/// Files are written whole or not at all. The report is on standard output, or on standard error where the records are on
/// standard output. As JSON it is {records_read, records_written, others, not_read, refused_residues, source, target, fields,
/// complete}, with a field as {field, system, certain, by_authority, ambiguous, no_code, not_held, withheld, not_written,
/// bits, changed}; of `--back` it is {records, untouched, edited, missing, additional, unread, fields, found, source,
/// complete}. With --overlay both have `overlay` too, {owner, name, version, date}; and where heritages of an overlay that was
/// not named are stated, `not_known`: [{owner, records}].
///
/// Exit status: 0 when all went; 1 when somebody has to look at something (ambiguous codes or names that cannot be written are
/// left out; edits wait for the person; records are missing; heritages are of an overlay that was not named); 2 when nothing
/// was converted.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: ownwords convert people.ndjson --to hl7 --purpose letter --side people.side -o people.hl7\n         ownwords convert pas.csv --from csv --map map.yaml --overlay our-codes/ --to fhir --purpose letter --side pas.side -o pas.ndjson\n         ownwords convert --back people.hl7 --side people.side -o back.ndjson"
)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The records; `-` is standard input. With --back, the target as it came back
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Take a target back to its source, with the side file of the conversion
    #[arg(long, requires = "side", conflicts_with_all = ["from", "to", "purpose", "authority", "residues", "no_side",
        "profile", "from_profile", "map", "from_map", "systems", "from_systems", "read_as", "template"])]
    back: bool,
    /// The format of the records; otherwise told by how they begin
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
    /// The format to convert to
    #[arg(long, value_name = "FORMAT", required_unless_present = "back")]
    to: Option<String>,
    /// Why the records are sent, for example direct-care; `ownwords name purposes` lists them
    #[arg(long, value_name = "KEY")]
    purpose: Option<String>,
    /// Where it is not certain, follow what this body publishes, for example gdppr
    #[arg(long, value_name = "KEY")]
    authority: Option<String>,
    /// Send the residues along: in our extension of FHIR, in the segment ZOW of HL7 v2
    #[arg(long)]
    residues: bool,
    /// The profile of FHIR to write, for example ukcore-england or pds
    #[arg(long, value_name = "KEY")]
    profile: Option<String>,
    /// The profile that the FHIR records are of
    #[arg(long, value_name = "KEY")]
    from_profile: Option<String>,
    /// The map of the columns, in YAML, of the table that is read or written
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// The map of the table that is read, where another one is written
    #[arg(long, value_name = "FILE")]
    from_map: Option<PathBuf>,
    /// The code system of a field of PID to write, for example PID-22=nhs-ethnic-category-2001, with what the feed calls it where
    /// that is agreed: PID-22=nhs-ethnic-category-2001,NHS; once for each field
    #[arg(long = "system", value_name = "FIELD=KEY[,NAME]")]
    systems: Vec<String>,
    /// The code system that a field of PID is in, in the same way; codes under another name than these are not read
    #[arg(long = "from-system", value_name = "FIELD=KEY[,NAME]")]
    from_systems: Vec<String>,
    /// What the bytes of the messages are in, where MSH-18 is known to be wrong: ASCII, 8859/1 or UNICODE UTF-8
    #[arg(long, value_name = "SET")]
    read_as: Option<String>,
    /// The HL7 v2 message to write records into, instead of an ADT^A31 with PID alone
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Write here what the target cannot hold; with --back, read it from here
    #[arg(long, value_name = "FILE", required_unless_present = "no_side")]
    side: Option<PathBuf>,
    #[command(flatten)]
    own: Own,
    /// Keep nothing: what the target cannot hold is then in the source alone
    #[arg(long, conflicts_with = "side")]
    no_side: bool,
    /// Say too how many people would enter or leave the cohorts of this YAML file, by the codes and the heritages of the records.
    /// The counts are exact: not for publication
    #[arg(long, value_name = "RULES", conflicts_with = "back")]
    cohorts: Option<PathBuf>,
    /// Write the records here instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    are_kept(arguments)?;
    let done = if arguments.back { taken_back(arguments) } else { converted(arguments) };
    let (text, json, has_findings) = match done {
        Ok(done) => done,
        // Whoever reads has read enough, as `head` does. Nothing else was kept.
        Err(error) if arguments.output.is_none() && is_broken_pipe(&error) => return Ok(ExitCode::SUCCESS),
        Err(error) => return Err(named(error, &arguments.file)),
    };
    let report = match arguments.format {
        Format::Text => format!("{text}complete\n"),
        Format::Json => format!("{json:#}\n"),
    };
    // When not even the report can be written, the exit status still says that there is something to look at.
    let _ = match arguments.output {
        Some(_) => io::stdout().write_all(report.as_bytes()),
        None => io::stderr().write_all(report.as_bytes()),
    };
    Ok(if has_findings { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// That neither the records nor the side file that are written take the place of what is read.
fn are_kept(arguments: &Arguments) -> Result<(), Error> {
    let side = arguments.side.as_ref();
    let (read_side, written_side) = if arguments.back { (side, None) } else { (None, side) };
    let Arguments { map, from_map, template, cohorts, .. } = arguments;
    for written in [arguments.output.as_ref(), written_side].into_iter().flatten() {
        let others = [map.as_ref(), from_map.as_ref(), template.as_ref(), cohorts.as_ref(), read_side];
        let read = others.into_iter().flatten().chain([&arguments.file]);
        inputs::are_kept(written, read.map(PathBuf::as_path))?;
    }
    Ok(())
}

/// The word of the format that has a map.
const TABLE: &str = "csv";

/// The words of the storage form in JSON and in YAML.
const STORAGE: &str = "storage";
const YAML: &str = "storage-yaml";

/// Whether the file's name says that it is YAML.
fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ["yaml", "yml"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// The report as text and as JSON, and whether somebody has to look at something.
type Done = (String, Value, bool);

fn converted(arguments: &Arguments) -> Result<Done, Error> {
    let (from, head) = source(arguments)?;
    let mut input = head.0.as_slice().chain(head.1);
    let to = arguments.to.as_deref().unwrap_or_default();
    let to = if to == STORAGE && arguments.output.as_deref().is_some_and(is_yaml) { YAML } else { to };
    let to = Settings {
        profile: arguments.profile.clone(),
        systems: systems(&arguments.systems)?,
        template: arguments.template.as_deref().map(text_of).transpose()?,
        map: arguments.map.as_deref().filter(|_| to == TABLE).map(text_of).transpose()?,
        ..Settings::of(to)
    };
    let choice = Choice {
        purpose: arguments.purpose.as_deref().map(purpose).transpose()?,
        policy: policy(arguments.authority.as_deref())?,
        sends_residues: arguments.residues,
    };
    let overlay = arguments.own.load()?;
    let mut conversion = match &overlay {
        Some(overlay) => Conversion::between_with(&from, &to, choice, overlay)?,
        None => Conversion::between(&from, &to, choice)?,
    };
    let rules =
        arguments.cohorts.as_deref().map(|path| cohorts::rules(path, overlay.as_ref())).transpose()?;
    let mut counts = rules.as_ref().map(Counts::new);
    let mut side =
        arguments.side.as_deref().map(|path| create(path, WholeFile::create_private)).transpose()?;
    let mut buffered = side.as_mut().map(|(file, path)| (io::BufWriter::new(file), *path));
    let report = written(arguments, |target| {
        let side = buffered.as_mut().map(|(file, _)| file as &mut dyn Write);
        conversion.run_seeing(&mut input, target, side, &mut |person| {
            if let Some(counts) = &mut counts {
                cohorts::add(counts, person);
            }
        })
    })?;
    drop(buffered);
    if let Some((file, path)) = side {
        file.keep().map_err(|error| not_written(path, error))?;
    }
    let (report, keep) = report;
    keep.keep()?;
    let (mut text, mut json) = (report.to_string(), report.to_json());
    if let Some(counts) = &counts {
        text.push_str(&format!("\nCohorts: {}", cohorts::as_text(counts)));
        json["cohorts"] = cohorts::as_json(counts);
    }
    Ok((text, json, report.has_findings()))
}

fn taken_back(arguments: &Arguments) -> Result<Done, Error> {
    let side = arguments.side.as_deref().unwrap_or(Path::new("-"));
    let mut side_file = open(side)?;
    let mut target = open(&arguments.file)?;
    let overlay = arguments.own.load()?;
    let (report, keep) = written(arguments, |source| {
        let taken = match &overlay {
            Some(overlay) => back_with(&mut side_file, &mut target, source, overlay),
            None => back(&mut side_file, &mut target, source),
        };
        taken.map_err(|error| match error.message().contains("side file") {
            true => named(error, side),
            false => error,
        })
    })?;
    keep.keep()?;
    Ok((report.to_string(), report.to_json(), report.has_findings()))
}

/// An output file that is complete and has not got its name yet; nothing where standard output was written to.
struct Complete<'a>(Option<(WholeFile, &'a Path)>);

impl Complete<'_> {
    fn keep(self) -> Result<(), Error> {
        let Some((file, path)) = self.0 else { return Ok(()) };
        file.keep().map_err(|error| not_written(path, error))
    }
}

fn written<T>(
    arguments: &Arguments,
    write: impl FnOnce(&mut dyn Write) -> Result<T, Error>,
) -> Result<(T, Complete<'_>), Error> {
    let Some(path) = &arguments.output else {
        return Ok((write(&mut io::BufWriter::new(io::stdout().lock()))?, Complete(None)));
    };
    if arguments.side.as_ref() == Some(path) {
        return Err(Error::new(ErrorKind::Usage, "the records and the side file cannot be the same file")
            .with_help("name another file for one of them"));
    }
    let (mut file, path) = create(path, WholeFile::create)?;
    let mut out = io::BufWriter::new(&mut file);
    let done = write(&mut out)?;
    out.flush().map_err(|error| not_written(path, error))?;
    drop(out);
    Ok((done, Complete(Some((file, path)))))
}

fn create(
    path: &Path,
    create: impl FnOnce(&Path) -> io::Result<WholeFile>,
) -> Result<(WholeFile, &Path), Error> {
    Ok((create(path).map_err(|error| not_written(path, error))?, path))
}

fn open(path: &Path) -> Result<File, Error> {
    let open = File::open(path).and_then(|file| Ok((file.metadata()?.is_file(), file)));
    let (is_file, file) = open.map_err(|error| not_read(path, error))?;
    if !is_file {
        return Err(Error::new(ErrorKind::Usage, "this is read more than once, so that it has to be a file")
            .at(Position::in_file(path.display().to_string()))
            .with_help("save it, and name the file"));
    }
    Ok(file)
}

/// The settings of the source, and the source: what was looked at of it, and the rest.
type Source = (Settings, (Vec<u8>, Box<dyn Read>));

fn source(arguments: &Arguments) -> Result<Source, Error> {
    let mut input: Box<dyn Read> = if arguments.file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        let file = File::open(&arguments.file).map_err(|error| not_read(&arguments.file, error))?;
        Box::new(BufReader::new(file))
    };
    let mut head = Vec::new();
    let read = input.by_ref().take(1 << 12).read_to_end(&mut head);
    read.map_err(|error| not_read(&arguments.file, error))?;
    let map = arguments.from_map.as_deref().or(arguments.map.as_deref());
    let format = match (&arguments.from, Settings::told_by(&head)) {
        (Some(format), _) if format == STORAGE && is_yaml(&arguments.file) => YAML.to_owned(),
        (Some(format), _) => format.clone(),
        (None, Ok(format)) => format.to_owned(),
        (None, Err(_)) if is_yaml(&arguments.file) => YAML.to_owned(),
        // A table begins with whatever its columns are called.
        (None, Err(_)) if map.is_some() => TABLE.to_owned(),
        (None, Err(error)) => return Err(error),
    };
    let settings = Settings {
        profile: arguments.from_profile.clone(),
        systems: systems(&arguments.from_systems)?,
        read_as: arguments.read_as.clone(),
        map: map.filter(|_| format == TABLE).map(text_of).transpose()?,
        ..Settings::of(&format)
    };
    Ok((settings, (head, input)))
}

fn systems(named: &[String]) -> Result<BTreeMap<String, String>, Error> {
    let pair = |named: &String| {
        let pair = named.split_once('=').map(|(field, key)| (field.to_owned(), key.to_owned()));
        pair.ok_or_else(|| {
            Error::new(ErrorKind::Usage, "the code system of a field is named as FIELD=KEY")
                .with_help("for example PID-22=nhs-ethnic-category-2001")
        })
    };
    named.iter().map(pair).collect()
}

fn purpose(key: &str) -> Result<Purpose, Error> {
    Purpose::of_key(key).ok_or_else(|| {
        let known: Vec<&str> = Purpose::ALL.iter().map(|purpose| purpose.key()).collect();
        Error::new(ErrorKind::Usage, "there is no purpose of this key")
            .with_help(format!("choose one of {}", known.join(", ")))
    })
}

fn is_broken_pipe(error: &Error) -> bool {
    // The library shares what caused an error.
    let shared = error.source().and_then(|source| source.downcast_ref::<Arc<dyn Cause + Send + Sync>>());
    let cause = shared.and_then(|shared| shared.downcast_ref::<io::Error>());
    cause.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// The same error, with the file in its place where the records are in it.
fn named(error: Error, path: &Path) -> Error {
    match error.position().cloned() {
        Some(mut position) if position.file.is_none() => {
            let name = || path.display().to_string();
            position.file = Some(if path == Path::new("-") { "standard input".to_owned() } else { name() });
            error.at(position)
        }
        _ => error,
    }
}

fn not_read(path: &Path, error: io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("the file cannot be read ({})", error.kind()))
        .at(Position::in_file(path.display().to_string()))
        .with_help("see that it is there and may be read")
        .with_source(error)
}

fn not_written(path: &Path, error: io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("the file cannot be written ({})", error.kind()))
        .at(Position::in_file(path.display().to_string()))
        .with_help("see that the directory is there, may be written to and has room")
        .with_source(error)
}
