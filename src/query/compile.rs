//! From the tree of a query to a filter: each term of fields becomes the set of records that it is true of.

use std::cell::OnceCell;
use std::sync::Arc;

use fixedbitset::FixedBitSet;

use crate::base::quote::quoted;
use crate::base::suggest;
use crate::index::Via;
use crate::model::field::{Field, Shape, Target};
use crate::model::{Dataset, Kind, Name, Record, Rid, Value};
use crate::query::added;
use crate::query::called::Called;
use crate::query::columns::Records;
use crate::query::conditions::{CONDITIONS, Ground};
use crate::query::error::QueryError;
use crate::query::fields::{Asked, Meaning, Place, field_at, names, spoken, whole_places};
use crate::query::filter::{Clause, Test};
use crate::query::mention::{GoesOn, Mention};
use crate::query::range::Range;
use crate::query::touch::touching;
use crate::query::tree::{Matter, Query, Term, Value as Written};
use crate::query::wanted::{Wanted, Wrong};
use crate::query::words;

/// Finds what the terms of a query are true of. A term that means nothing is left out, and what is wrong with it is told. `None` where
/// `goes_on` said no before the end.
pub fn compile(
    query: &Query,
    kinds: &[Kind],
    ground: Ground<'_>,
    goes_on: GoesOn<'_>,
) -> Option<(Vec<Clause>, Vec<QueryError>)> {
    let mut compiler = Compiler { kinds, ground, goes_on, errors: Vec::new() };
    let terms = query.terms.iter().take_while(|_| goes_on());
    let clauses = terms.filter_map(|term| compiler.clause(term)).collect();
    // Who says no once says it ever after: where the last answer is yes, nothing was left undone.
    goes_on().then_some((clauses, compiler.errors))
}

struct Compiler<'a> {
    kinds: &'a [Kind],
    ground: Ground<'a>,
    goes_on: GoesOn<'a>,
    errors: Vec<QueryError>,
}

impl<'a> Compiler<'a> {
    fn dataset(&self) -> &'a Dataset {
        &self.ground.snapshot.dataset
    }

    fn clause(&mut self, term: &Term) -> Option<Clause> {
        let test = match &term.matter {
            Matter::Word(text) | Matter::Phrase(text) => Test::Mentions(Mention::new(text, self.ground.snapshot)?),
            Matter::Field { name, name_at, values } => {
                let asked = Asked::new(name, self.kinds);
                if asked.is_empty() {
                    let (message, hint) = self.no_field(name);
                    self.errors.push(QueryError { message, hint: Some(hint), at: name_at.clone() });
                    return None;
                }
                Test::Among(Arc::new(self.all_of(name, &asked, values)?))
            }
        };
        let asks_journal = added::asks_of(term);
        Some(Clause { text: term.to_string(), at: term.at.clone(), wanted: term.wanted, test, asks_journal })
    }

    fn no_field(&self, name: &str) -> (String, String) {
        let known = names(self.kinds);
        let one = self.kinds.iter().flat_map(|kind| kind.spec().fields).flat_map(spoken);
        let near = suggest::hint(name, known.iter().copied().chain(one));
        if self.kinds.len() == Kind::COUNT {
            let rest = || "a text with a colon stands in quotation marks".to_owned();
            return (format!("no record has a field {}", quoted(name)), near.unwrap_or_else(rest));
        }
        let message = format!("{} have no field {}", words::kinds(self.kinds), quoted(name));
        (message, near.unwrap_or_else(|| format!("fields are {}", known.join(", "))))
    }

    /// Finds the records that have one of the values; `None` where no value means anything.
    fn all_of(&mut self, name: &str, asked: &Asked, values: &[Written]) -> Option<FixedBitSet> {
        let mut mask = FixedBitSet::with_capacity(self.dataset().len());
        let mut is_understood = false;
        for value in values {
            let wrongs = match self.has(name, asked, &value.text, &mut mask) {
                Ok(()) => {
                    is_understood = true;
                    continue;
                }
                Err(wrongs) => wrongs,
            };
            if let Some(Wrong { message, known, expected }) = Wrong::joined(&value.text, name, wrongs) {
                let near = suggest::hint(&value.text, known);
                let hint = Some(near.unwrap_or(expected)).filter(|hint| !hint.is_empty());
                self.errors.push(QueryError { message, hint, at: value.at.clone() });
            }
        }
        is_understood.then_some(mask)
    }

    /// Puts the records that have a value into the mask; an error where no kind takes it.
    fn has(&self, name: &str, asked: &Asked, value: &str, mask: &mut FixedBitSet) -> Result<(), Vec<Wrong<'a>>> {
        let called = OnceCell::new();
        let word = asked.word.map(|word| self.means(word, &asked.kinds, value, mask).map(|()| Taken::Known));
        let places = asked.places.iter().map(|(kind, places)| self.at_places((*kind, places), value, &called, mask));
        let results: Vec<_> = word.into_iter().chain(places).collect();
        let is_known = results.iter().any(|result| matches!(result, Ok(Taken::Known)));
        let takes_anything = |result: &Result<Taken, _>| matches!(result, Ok(Taken::Anything));
        let is_open = match self.kinds {
            [_] => results.iter().any(takes_anything),
            _ => !results.is_empty() && results.iter().all(takes_anything),
        };
        if is_known || is_open {
            return Ok(());
        }
        let wrongs: Vec<Wrong<'a>> = results.into_iter().filter_map(Result::err).collect();
        Err(if wrongs.is_empty() { vec![Wrong::none_of(value, name, Vec::new())] } else { wrongs })
    }

    fn means(&self, word: Meaning, kinds: &[Kind], value: &str, mask: &mut FixedBitSet) -> Result<(), Wrong<'a>> {
        let dates = |range: Result<_, _>| range.map_err(|error| Wrong::date(value, error));
        let one_date = |range: Result<_, _>| range.map_err(|error| Wrong::one_date(value, error));
        match word {
            Meaning::Kind => self.of_kind(kinds, value, mask),
            Meaning::Touch(target) => self.touching(target, value, mask),
            Meaning::During => self.dated(kinds, dates(Range::dates(value))?, mask),
            Meaning::After => self.dated(kinds, one_date(Range::after(value))?, mask),
            Meaning::Before => self.dated(kinds, one_date(Range::before(value))?, mask),
            Meaning::Has => self.filled(kinds, value, mask),
            Meaning::Is => self.so(kinds, value, mask),
            // It is asked by its places.
            Meaning::By => Ok(()),
        }
    }

    fn of_kind(&self, kinds: &[Kind], value: &str, mask: &mut FixedBitSet) -> Result<(), Wrong<'a>> {
        let Some(&kind) = kinds.iter().find(|&&kind| Kind::from_word(&value.to_lowercase()) == Some(kind)) else {
            return Err(Wrong::none_of(value, "kind", kinds.iter().map(|kind| kind.spec().name).collect()));
        };
        mask.extend(self.dataset().range(kind).map(|rid| rid as usize));
        Ok(())
    }

    fn touching(&self, target: Target, value: &str, mask: &mut FixedBitSet) -> Result<(), Wrong<'a>> {
        let field = Field::new(Name::Of, Shape::Link(target), "");
        if let Wanted::Records(rids) = Wanted::read(value, &field, self.dataset())? {
            rids.into_iter().for_each(|rid| touching(rid, self.ground.snapshot, mask));
        }
        Ok(())
    }

    fn dated(&self, kinds: &[Kind], range: Range<(u16, u8, u8)>, mask: &mut FixedBitSet) -> Result<(), Wrong<'a>> {
        for &kind in kinds {
            if let Some(mut records) = Records::new(self.dataset(), kind, mask) {
                records.put_dated_anywhere(kind, |period| range.has(period));
            }
        }
        Ok(())
    }

    fn filled(&self, kinds: &[Kind], value: &str, mask: &mut FixedBitSet) -> Result<(), Wrong<'a>> {
        if let Some(word) = added::Word::find(Meaning::Has, value) {
            mask.union_with(&word.records(self.ground));
            return Ok(());
        }
        let name = value.to_lowercase().replace('-', "_");
        let of = |kind: &Kind| {
            Some((*kind, whole_places(&name, kind.spec().fields))).filter(|(_, places)| !places.is_empty())
        };
        let found: Vec<(Kind, Vec<Place>)> = kinds.iter().filter_map(of).collect();
        if found.is_empty() {
            let fields = kinds.iter().flat_map(|kind| kind.spec().fields).flat_map(spoken);
            let added = added::Word::behind(Meaning::Has).map(|word| word.name.as_str());
            let mut known: Vec<&str> = fields.chain(added).collect();
            known.sort_unstable();
            known.dedup();
            return Err(Wrong {
                message: format!("no field {}", quoted(value)),
                ..Wrong::none_of(value, "has", known)
            });
        }
        for (kind, places) in found {
            if let Some(mut records) = Records::new(self.dataset(), kind, mask) {
                places.into_iter().for_each(|place| records.put_filled(place));
            }
        }
        Ok(())
    }

    fn so(&self, kinds: &[Kind], value: &str, mask: &mut FixedBitSet) -> Result<(), Wrong<'a>> {
        if let Some(word) = added::Word::find(Meaning::Is, value) {
            mask.union_with(&word.records(self.ground));
            return Ok(());
        }
        let can_be = |kind: &&Kind, of: fn(Kind) -> bool| of(**kind);
        let known = CONDITIONS.iter().filter(|is| kinds.iter().any(|kind| (is.kinds)(*kind)));
        let name = value.to_lowercase().replace('_', "-");
        let Some(condition) = known.clone().find(|condition| condition.name == name) else {
            let added = added::Word::behind(Meaning::Is).map(|word| word.name.as_str());
            return Err(Wrong::none_of(value, "is", known.map(|condition| condition.name).chain(added).collect()));
        };
        for kind in kinds.iter().filter(|kind| can_be(kind, condition.kinds)) {
            condition.put(*kind, self.ground, mask);
        }
        Ok(())
    }

    /// Puts the records that have a value in one of the places into the mask; an error where none of the places can have it.
    fn at_places(
        &self,
        (kind, places): (Kind, &[Place]),
        value: &str,
        called: &OnceCell<FixedBitSet>,
        mask: &mut FixedBitSet,
    ) -> Result<Taken, Wrong<'a>> {
        let mut wrong = None;
        let mut taken = None;
        for &place in places {
            let Some(field) = field_at(place, kind) else { continue };
            match Wanted::read(value, field, self.dataset()) {
                Ok(Wanted::Text(piece)) => {
                    let is_any = self.having((kind, place), &piece, called, mask);
                    taken = taken.max(Some(if is_any { Taken::Known } else { Taken::Anything }));
                }
                Ok(wanted) => {
                    self.at_place(kind, place, &wanted, mask);
                    taken = Some(Taken::Known);
                }
                Err(error) => wrong = wrong.or(Some(error)),
            }
        }
        taken.map_or_else(|| wrong.map_or(Ok(Taken::Anything), Err), Ok)
    }

    fn at_place(&self, kind: Kind, place: Place, wanted: &Wanted, mask: &mut FixedBitSet) {
        if let Wanted::Records(rids) = wanted {
            self.referring(kind, place, rids, mask);
        } else if let Some(mut records) = Records::new(self.dataset(), kind, mask) {
            records.put_wanted(place, wanted);
        }
    }

    /// Puts the records into the mask in whose text at a place a folded piece stands, and tells whether there are any. `called` are those
    /// that are called something in which it does, once they are known.
    fn having(
        &self,
        (kind, place): (Kind, Place),
        piece: &str,
        called: &OnceCell<FixedBitSet>,
        mask: &mut FixedBitSet,
    ) -> bool {
        let snapshot = self.ground.snapshot;
        // What records are called has no line break, and of nothing it says nothing.
        let is_asked = !piece.is_empty() && !piece.contains('\n');
        if let Some(field) = Called::new(kind, place, snapshot).filter(|_| is_asked) {
            let find = || snapshot.heads().called_while(piece, self.goes_on).unwrap_or_default().having;
            return field.put(piece, called.get_or_init(find), mask, self.goes_on);
        }
        Records::new(self.dataset(), kind, mask).is_some_and(|mut of| of.put_having(place, piece, self.goes_on))
    }

    /// Puts the records of a kind into the mask that refer to one of some records at a place: each of those knows who does, and nothing else
    /// need be looked at.
    fn referring(&self, kind: Kind, (at, part): Place, rids: &[Rid], mask: &mut FixedBitSet) {
        let (field, part) = (field_at((at, None), kind), part.and_then(|part| field_at((at, Some(part)), kind)));
        let Some(field) = field.map(|field| field.name) else { return };
        let via = Via { kind, field, part: part.map(|part| part.name) };
        let ways = rids.iter().flat_map(|&rid| self.ground.snapshot.index.links.by_way(rid));
        mask.extend(ways.filter(|(of, _)| *of == via).flat_map(|(_, from)| from).map(|rid| rid.index()));
    }
}

/// How a field took a value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Taken {
    /// As any text, which stands in no record: where another kind has a closed list, it is none of that either.
    Anything,
    /// It is one that the field can have.
    Known,
}

/// Tells whether a record has anything at a place; of parts it is enough that one has.
pub fn is_filled(record: Record<'_>, (at, part): Place) -> bool {
    let Some(part) = part else { return record.is_filled(at) };
    matches!(record.value(at), Value::Parts(rows) if rows.iter().any(|row| row.is_filled(part)))
}
