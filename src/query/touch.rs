//! What touches a record: what refers to it and what it refers to; for participants, goals and action points the activities that the
//! index knows them to touch.

use fixedbitset::FixedBitSet;

use crate::index::Snapshot;
use crate::model::{Kind, Name, Record, Rid, Row, Value};

/// Puts everything that touches a record into a mask of records, with the record itself.
pub fn touching(rid: Rid, snapshot: &Snapshot, mask: &mut FixedBitSet) {
    let dataset = &snapshot.dataset;
    let Some(record) = dataset.record(rid) else { return };
    mask.insert(rid.index());
    linked(record, snapshot, &mut |other| mask.insert(other.index()));
    let index = &snapshot.index;
    match index.order.place(rid) {
        Some(place) => {
            let others = Kind::ALL.iter().flat_map(|&kind| dataset.range(kind)).map(Rid);
            let touched = others.filter(|&other| index.touch.kept(dataset, other).contains(place as u32));
            mask.extend(touched.map(Rid::index));
        }
        None => index.touched(dataset, rid, |activity| mask.insert(activity.index())),
    }
}

/// Visits every record that is linked with a record, either way; for a goal it is enough that one of its action points is named. A
/// record may be visited more than once.
pub fn linked(record: Record<'_>, snapshot: &Snapshot, visit: &mut dyn FnMut(Rid)) {
    let links = &snapshot.index.links;
    let actions = links.to(record.rid).filter(|link| link.via.kind == Kind::Action && link.via.field == Name::Goal);
    let named = actions.map(|link| link.from).chain([record.rid]);
    named.flat_map(|rid| links.to(rid)).for_each(|link| visit(link.from));
    each_link(record.row(), visit);
}

/// Visits what a row and its parts refer to, but for the documents that they rest on.
fn each_link(row: Row<'_>, visit: &mut dyn FnMut(Rid)) {
    for (at, field) in row.fields().iter().enumerate().filter(|(_, field)| field.name != Name::Sources) {
        match row.value(at) {
            Value::Link(rid) => visit(rid),
            Value::Links(rids) => rids.iter().for_each(|&rid| visit(rid)),
            Value::Parts(rows) if !field.parts().is_empty() => rows.into_iter().for_each(|row| each_link(row, visit)),
            _ => {}
        }
    }
}
