//! Overlays as their owners write them: a folder with a head, and files in the shape of the national ones.

use std::path::Path;

use super::check::{self, LOCAL_CODES, NOT_FURTHER_STATED};
use super::forms::{
    CodesUnderForm, ConceptForm, DefaultsForm, LabelForm, LocalCodesForm, MappingForm, OverlayForm, RowForm,
};
use super::tables::{KINDS, KindOf, RELATIONSHIPS};
use super::yaml::Word;
use super::{Files, OverlayFiles, Reading, Source, StandardFiles, in_order};
use crate::answer::{Absence, Reason};
use crate::bridge::Relationship;
use crate::error::{Error, Position};
use crate::overlay::{
    Item, LocalAttestation, LocalCodes, LocalHeritage, LocalLabel, LocalMeaning, LocalRow, LocalSystem,
    Overlay, OverlayParts,
};
use crate::rules::{contradiction_of_national_list, unread_file};
use crate::standard::{ConceptId, Kind, LabelUse, Standard, Status};
use crate::stated::Part;

pub(super) const HEAD: &str = "overlay.yaml";
pub(super) const HELP: &str = "name the overlay's folder, which holds overlay.yaml";
const HERITAGES: &str = "standards/ethnicity";
const MAPPINGS: &str = "mappings/ethnicity";

impl Overlay {
    /// Reads an overlay from its folder: `overlay.yaml`, which says whose it is; the owner's own heritages under
    /// `standards/ethnicity/`; under `mappings/ethnicity/` the owner's own code lists, and in files called
    /// `local-codes-<list>.yaml` the owner's subdivisions of a national list's codes. Load it once, when the program
    /// starts: what it holds lives as long as the program.
    ///
    /// # Errors
    ///
    /// All faults of all files, each file's in the order of its lines, as [`Sources::read`](crate::authoring::Sources::read)
    /// finds them; and what [`Overlay::build`] says of a whole that is otherwise sound.
    ///
    /// # Example
    ///
    /// ```
    /// use std::path::Path;
    /// use ownwords::Overlay;
    ///
    /// let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/overlay");
    /// let overlay = Overlay::load(&folder).unwrap();
    /// assert_eq!(overlay.owner().to_string(), "TEST9");
    /// assert!(!Overlay::load(Path::new("no/such/folder")).unwrap_err().is_empty());
    /// ```
    pub fn load(folder: &Path) -> Result<Self, Vec<Error>> {
        load(&mut Reading::new(folder))
            .map_err(|faults| in_order(faults).into_iter().map(|fault| within(folder, fault)).collect())
    }
}

/// The fault with its file's path as the caller would open it.
pub(super) fn within(folder: &Path, fault: Error) -> Error {
    let mut place = fault.position().cloned().unwrap_or_default();
    place.file = place.file.map(|file| folder.join(file).display().to_string());
    fault.at(place)
}

/// Reads an overlay; its faults are in no order.
pub(super) fn load(reading: &mut Reading<'_>) -> Result<Overlay, Vec<Error>> {
    reading.help = HELP;
    let files = read(reading);
    let mut faults = core::mem::take(&mut reading.faults);
    faults.extend(check::faults(&files));
    let parts = if faults.is_empty() { parts(&files, reading.root) } else { None };
    let Some(parts) = parts else { return Err(faults) };
    Overlay::build_in_place(&parts).map_err(|faults| {
        let placed = |(item, fault): (Item, Error)| {
            fault.at(place(&files, item)).of_rule(contradiction_of_national_list::RULE.id)
        };
        faults.into_iter().map(placed).collect()
    })
}

fn read(reading: &mut Reading<'_>) -> Files {
    let head = reading.form(HEAD);
    let mut files = Files::default();
    let kinds = KINDS.iter().filter(|kind| kind.folder == HERITAGES);
    files.standards = kinds.map(|kind| heritages(reading, kind)).collect();
    let mut local_codes = Vec::new();
    for file in mapping_files(reading) {
        if holds_local_codes(&file) {
            local_codes.extend(reading.form(&file));
        } else {
            files.mappings.extend(reading.form(&file));
        }
    }
    if head.is_some() {
        only_known_folders(reading);
    }
    files.overlay = Some(OverlayFiles { head, local_codes });
    files.broken.clone_from(&reading.broken);
    files
}

/// The overlay's heritages; it need not have any.
pub(super) fn heritages(reading: &mut Reading<'_>, kind: &'static KindOf) -> StandardFiles {
    let faults = reading.faults.len();
    let files = files_in(reading, kind.folder);
    let parts = files.iter().filter_map(|file| reading.form(file)).collect();
    StandardFiles { kind, parts, is_whole: faults == reading.faults.len() }
}

/// The overlay's files about codes; it need not have any.
pub(super) fn mapping_files(reading: &mut Reading<'_>) -> Vec<String> {
    files_in(reading, MAPPINGS)
}

/// Whether a file holds the owner's subdivisions of a national list's codes, and not a list of the owner's.
pub(super) fn holds_local_codes(file: &str) -> bool {
    file.rsplit('/').next().is_some_and(|name| name.starts_with(LOCAL_CODES))
}

fn files_in(reading: &mut Reading<'_>, folder: &str) -> Vec<String> {
    if reading.root.join(folder).is_dir() { reading.files(folder) } else { Vec::new() }
}

/// A folder that nothing reads holds what somebody believes to be in force.
fn only_known_folders(reading: &mut Reading<'_>) {
    for known in [HERITAGES, MAPPINGS] {
        let Some((above, name)) = known.split_once('/') else { continue };
        if !reading.root.join(above).is_dir() {
            continue;
        }
        for other in reading.names_in(above).into_iter().filter(|other| other != name) {
            let fault = Error::new(crate::ErrorKind::Data, "nothing reads this in an overlay")
                .at(Position::in_file(format!("{above}/{other}")))
                .with_help(format!("an overlay's files stand in {known}/"))
                .of_rule(unread_file::RULE.id);
            reading.faults.push(fault);
        }
    }
}

/// Where a part of the overlay stands.
fn place(files: &Files, item: Item) -> Position {
    let code = |file: &str, row: Option<&RowForm>| row.map(|row| row.code.place(file));
    let of_system = |place: usize| files.mappings.get(place);
    let of_codes = |place: usize| files.overlay.as_ref().and_then(|overlay| overlay.local_codes.get(place));
    let found = match item {
        Item::Whole => None,
        Item::Heritage(place) => {
            let mut concepts = files.standards.iter().flat_map(StandardFiles::concepts);
            concepts.nth(place).map(|(file, concept)| concept.slug.place(file))
        }
        Item::System(place) => of_system(place).map(|source| source.form.system.place(&source.file)),
        Item::Row(list, row) => of_system(list).and_then(|list| code(&list.file, list.form.rows.get(row))),
        Item::Codes(place) => of_codes(place).map(|source| source.form.local_codes_of.place(&source.file)),
        Item::Code(list, row) => of_codes(list).and_then(|list| code(&list.file, list.form.rows.get(row))),
    };
    found.unwrap_or_else(|| Position::in_file(HEAD))
}

/// What the files say; `None` when they say something that the checks would have found.
fn parts(files: &Files, folder: &Path) -> Option<OverlayParts> {
    let overlay = files.overlay.as_ref()?;
    let OverlayForm { owner, name, version, date } = &overlay.head.as_ref()?.form;
    let names = Names { files };
    let heritages = files.standards.iter().flat_map(StandardFiles::concepts);
    Some(OverlayParts {
        owner: owner.as_str().parse().ok()?,
        name: name.clone(),
        version: version.as_str().to_owned(),
        date: date.as_str().parse().ok(),
        heritages: heritages.map(|(_, form)| names.heritage(form)).collect::<Option<_>>()?,
        systems: files.mappings.iter().map(|source| names.system(source, folder)).collect::<Option<_>>()?,
        codes: overlay.local_codes.iter().map(|source| names.codes(&source.form)).collect::<Option<_>>()?,
    })
}

/// What a word of an overlay's files names.
struct Names<'a> {
    files: &'a Files,
}

impl Names<'_> {
    /// A concept by slug or id, national or of the overlay.
    fn concept(&self, word: &Word) -> Option<ConceptId> {
        let national = Standard::ethnicity();
        let by_slug = || national.by_slug(word.as_str()).map(|concept| concept.id());
        let mut own = self.files.standards.iter().flat_map(StandardFiles::concepts);
        let mut own =
            || own.find(|(_, one)| one.slug.as_str() == word.as_str()).map(|(_, one)| one.id.as_str());
        by_slug().or_else(|| own().unwrap_or(word.as_str()).parse().ok())
    }

    fn concepts(&self, words: &[Word]) -> Option<Vec<ConceptId>> {
        words.iter().map(|word| self.concept(word)).collect()
    }

    fn heritage(&self, form: &ConceptForm) -> Option<LocalHeritage> {
        let id = form.id.as_str().parse().ok()?;
        let mut heritage = LocalHeritage::of(id, form.slug.as_str(), form.label.as_str());
        heritage.counting_only = form.usage.as_str() == "counting";
        heritage.status = match form.status.as_str() {
            "agreed" => Status::Agreed,
            "retired" => Status::Retired,
            _ => Status::Provisional,
        };
        heritage.broader = self.concepts(&form.broader)?;
        heritage.overlaps = self.concepts(&form.overlaps)?;
        heritage.labels = form.labels.iter().map(label).collect();
        let witness = |witness: &super::forms::AttestationForm| LocalAttestation {
            system: witness.system.as_str().to_owned(),
            code: witness.code.as_str().to_owned(),
            label: witness.label.as_str().to_owned(),
        };
        heritage.attested_by = form.attested_by.iter().map(witness).collect();
        Some(heritage)
    }

    fn system(&self, source: &Source<MappingForm>, folder: &Path) -> Option<LocalSystem> {
        let form = &source.form;
        let nationality = form.may_be_nationality.iter().flat_map(|nationality| &nationality.concepts);
        Some(LocalSystem {
            title: form.title.clone(),
            owner: form.owner.clone(),
            list_edition: form.list_edition.clone(),
            jurisdiction: form.jurisdiction.clone(),
            uri: form.uri.clone(),
            also_called: form.also_called.iter().map(|uri| uri.as_str().to_owned()).collect(),
            codes_under: form.codes_under.iter().map(CodesUnderForm::owned).collect(),
            source: form.source(),
            file: folder.join(&source.file).display().to_string(),
            mapping_edition: form.mapping_edition,
            local_second_character: form.local_second_character.is_some(),
            may_be_nationality: nationality.map(|word| self.concept(word)).collect::<Option<_>>()?,
            rows: form.rows.iter().map(|row| self.row(row, &form.defaults)).collect::<Option<_>>()?,
            ..LocalSystem::of(form.system.as_str(), form.number)
        })
    }

    fn codes(&self, form: &LocalCodesForm) -> Option<LocalCodes> {
        let rows = form.rows.iter().map(|row| self.row(row, &form.defaults)).collect::<Option<_>>()?;
        Some(LocalCodes { of: form.local_codes_of.as_str().to_owned(), rows })
    }

    fn row(&self, form: &RowForm, shared: &DefaultsForm) -> Option<LocalRow> {
        let mut row = LocalRow::of(form.code.as_str(), form.label.as_str(), self.meaning(form)?);
        row.group.clone_from(&form.group);
        row.adds.clone_from(&form.adds);
        row.line = u32::try_from(form.code.line()).unwrap_or_default();
        row.is_approved = shared.is_approved(form);
        (row.is_heading, row.is_retired) = (form.heading.is_some(), form.retired.is_some());
        Some(row)
    }

    fn meaning(&self, form: &RowForm) -> Option<LocalMeaning> {
        if let Some(means) = &form.means {
            let part = |word: &Word| match word.as_str() {
                NOT_FURTHER_STATED => Some(Part::NotFurtherStated),
                _ => self.concept(word).map(Part::Concept),
            };
            let parts = means.iter().map(part).collect::<Option<_>>()?;
            return Some(LocalMeaning::Stated {
                parts,
                relationship: relationship(form.relationship.as_ref()?)?,
            });
        }
        if let Some(absent) = &form.absent {
            let reasons =
                absent.iter().map(|word| Reason::from_slug(word.as_str())).collect::<Option<Vec<_>>>()?;
            return Absence::of(&reasons).map(LocalMeaning::Absent);
        }
        let same = form.same_category_as.as_ref();
        Some(same.map_or(LocalMeaning::NotKnown, |same| LocalMeaning::SameCategory {
            system: same.system.as_str().to_owned(),
            code: same.code.as_str().to_owned(),
        }))
    }
}

fn relationship(word: &Word) -> Option<Relationship> {
    RELATIONSHIPS.iter().find(|(known, ..)| *known == word.as_str()).map(|(_, _, relationship)| *relationship)
}

fn label(form: &LabelForm) -> LocalLabel {
    LocalLabel {
        language: form.language.as_str().to_owned(),
        text: form.text.as_str().to_owned(),
        usage: match form.usage.as_str() {
            "label" => LabelUse::Label,
            "synonym" => LabelUse::Synonym,
            _ => LabelUse::SearchOnly,
        },
    }
}

/// The kind of concept that an overlay can add.
pub(super) fn heritage_kind() -> Option<&'static KindOf> {
    KINDS.iter().find(|kind| kind.kind == Kind::Heritage)
}
