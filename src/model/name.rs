//! The names of fields, as they stand in the dataset, in queries, in headers and on the screen.

macro_rules! names {
    ($($variant:ident $text:literal)*) => {
        /// The name of a field. Several kinds of records may use the same name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "a name is its own description; what the field means stands in the table of its kind")]
        pub enum Name {
            $($variant),*
        }

        impl Name {
            /// Every name, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns the name as it is written in the dataset.
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$variant => $text),*
                }
            }
        }
    };
}

names! {
    About "about"
    Actions "actions"
    Activities "activities"
    Adopted "adopted"
    After "after"
    Also "also"
    Amount "amount"
    At "at"
    Attended "attended"
    Baseline "baseline"
    Basis "basis"
    Before "before"
    Budget "budget"
    By "by"
    Capacity "capacity"
    Certainty "certainty"
    Changes "changes"
    Countries "countries"
    Country "country"
    Currency "currency"
    Current "current"
    Date "date"
    Direction "direction"
    Doc "doc"
    Documents "documents"
    Field "field"
    Framework "framework"
    From "from"
    Funders "funders"
    Goal "goal"
    Goals "goals"
    Groups "groups"
    Hosts "hosts"
    Id "id"
    Implementers "implementers"
    Kind "kind"
    Languages "languages"
    Level "level"
    MadeAt "made_at"
    Meeting "meeting"
    N "n"
    Name "name"
    Note "note"
    Number "number"
    Observations "observations"
    Of "of"
    Online "online"
    Page "page"
    Para "para"
    Paragraphs "paragraphs"
    Parent "parent"
    Participants "participants"
    Period "period"
    Person "person"
    Place "place"
    Previous "previous"
    Projects "projects"
    RaisedAt "raised_at"
    Role "role"
    Roles "roles"
    SameAs "same_as"
    Says "says"
    Section "section"
    Short "short"
    Sources "sources"
    Status "status"
    Summary "summary"
    Target "target"
    Title "title"
    To "to"
    Type "type"
    Unit "unit"
    Url "url"
    Value "value"
    Version "version"
    What "what"
    When "when"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_stands_twice() {
        let mut texts: Vec<_> = Name::ALL.iter().map(|name| name.text()).collect();
        texts.dedup();
        assert!(texts.is_sorted_by(|a, b| a < b));
    }
}
