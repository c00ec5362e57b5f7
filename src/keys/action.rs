//! The one table of actions: everything that a key, the palette or the menu can call.
//!
//! An action has no arguments and no code here: the pane that owns it does the work. Add a row and the help, the palette, the menu,
//! the configuration and the documentation follow; the compiler asks for the rest.

use std::fmt;

use crate::base::quote::quoted;
use crate::base::suggest;

/// What belongs together in the help and in the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Moving the cursor and the focus.
    Move,
    /// Following a record, and coming back.
    Open,
    /// Finding records and commands.
    Find,
    /// Narrowing what all screens show.
    Scope,
    /// What the user adds, and what becomes of it.
    Add,
    /// What is shown, and how.
    View,
    /// The program itself.
    Program,
}

impl Group {
    /// Every group, in the order of help and menu.
    pub const ALL: &'static [Self] =
        &[Self::Move, Self::Open, Self::Find, Self::Scope, Self::Add, Self::View, Self::Program];

    /// Returns the heading over the group.
    pub fn title(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Open => "Open",
            Self::Find => "Find",
            Self::Scope => "Scope",
            Self::Add => "Add",
            Self::View => "View",
            Self::Program => "Program",
        }
    }

    /// Returns the actions of the group, in the order of the table.
    pub fn actions(self) -> impl Iterator<Item = Action> {
        SPECS.iter().filter(move |spec| spec.group == self).map(|spec| spec.action)
    }
}

/// Where an action works. A screen says which scopes are in force, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// In the panes of a screen, with no popup over them.
    Panes,
    /// Wherever there are rows: panes and popups with a list or a text.
    Rows,
    /// Everywhere; in an input only with a key that types nothing.
    Global,
}

impl Scope {
    /// The scopes in force in the panes of a screen.
    pub const IN_PANES: &'static [Self] = &[Self::Panes, Self::Rows, Self::Global];
    /// The scopes in force in a popup that shows rows.
    pub const IN_POPUP: &'static [Self] = &[Self::Rows, Self::Global];
}

/// One row of the table: all that is known of an action.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The action that the row describes.
    pub action: Action,
    /// The name in the configuration and in the palette.
    pub name: &'static str,
    /// What the palette, the menu and the help show.
    pub title: &'static str,
    /// The word behind the key in the bottom line.
    pub short: &'static str,
    /// What it does, in one sentence without the final period.
    pub doc: &'static str,
    /// What it belongs to.
    pub group: Group,
    /// Where it works.
    pub scope: Scope,
    /// The keys that call it unless the user says otherwise; the first is the one shown first.
    pub keys: &'static [&'static str],
    /// Whether a held key may repeat it.
    pub repeats: bool,
}

macro_rules! repeats {
    (held) => {
        true
    };
    (once) => {
        false
    };
}

macro_rules! actions {
    ($($group:ident {
        $($action:ident $name:literal $scope:ident [$($key:literal)*] $repeat:ident
            $title:literal, $short:literal, $doc:literal;)*
    })*) => {
        /// Everything that can be done by a key.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(
                #[doc = concat!($doc, ".")]
                $action,
            )*)*
        }

        impl Action {
            /// Every action, in the order of the table.
            pub const ALL: &'static [Self] = &[$($(Self::$action,)*)*];
        }

        static SPECS: &[Spec] = &[$($(
            Spec {
                action: Action::$action,
                name: $name,
                title: $title,
                short: $short,
                doc: $doc,
                group: Group::$group,
                scope: Scope::$scope,
                keys: &[$($key),*],
                repeats: repeats!($repeat),
            },
        )*)*];
    };
}

actions! {
    Move {
        Down "down" Rows ["Down" "j"] held
            "Next row", "down", "Moves the cursor one row down";
        Up "up" Rows ["Up" "k"] held
            "Previous row", "up", "Moves the cursor one row up";
        HalfPageDown "half-page-down" Rows ["Ctrl-d"] held
            "Half a page down", "half page", "Moves the cursor half a page down";
        HalfPageUp "half-page-up" Rows ["Ctrl-u"] held
            "Half a page up", "half page", "Moves the cursor half a page up";
        PageDown "page-down" Rows ["PgDn"] held
            "Page down", "page", "Moves the cursor a page down";
        PageUp "page-up" Rows ["PgUp"] held
            "Page up", "page", "Moves the cursor a page up";
        First "first" Rows ["Home" "g g"] once
            "First row", "first", "Moves the cursor to the first row";
        Last "last" Rows ["End" "G"] once
            "Last row", "last", "Moves the cursor to the last row";
        PaneNext "pane-next" Panes ["Tab"] once
            "Next pane", "next pane", "Goes to the next pane, and from the last to the first";
        PanePrevious "pane-previous" Panes ["Shift-Tab"] once
            "Previous pane", "previous pane", "Goes to the previous pane, and from the first to the last";
        PaneLeft "pane-left" Panes ["Left" "h"] held
            "Pane to the left", "left", "Goes to the pane on the left";
        PaneRight "pane-right" Panes ["Right" "l"] held
            "Pane to the right", "right", "Goes to the pane on the right";
        Labels "labels" Panes [";"] once
            "Jump to a letter", "jump", "Puts letters beside everything on the screen; typing them goes there";
    }
    Open {
        Open "open" Rows ["Enter"] once
            "Open or follow", "open", "Opens what the cursor is on";
        Back "back" Panes ["Backspace" "H" "Alt-Left"] once
            "Back", "back", "Goes back to where you came from, with filter, selection and scroll as they were";
        Forward "forward" Panes ["L" "Alt-Right"] once
            "Forward", "forward", "Goes forward again to where you went back from";
        Links "links" Panes ["o" "F4"] once
            "Links and backlinks", "links", "Lists everything that this record names and everything that names it";
        Source "source" Panes ["s" "F5"] once
            "Source of this line", "source", "Shows the document and the paragraph that this fact rests on";
        Peek "peek" Panes ["p" "F8"] once
            "Peek", "peek", "Shows the record of this line in a popup, without going there";
        Compare "compare" Panes ["=" "F6"] once
            "Compare the marked", "compare", "Shows two to four marked records side by side, field by field";
        Bookmark "bookmark" Panes ["m"] once
            "Set a bookmark", "bookmark", "Sets a bookmark on this record, or takes it away";
        Bookmarks "bookmarks" Global ["'"] once
            "Bookmarks", "bookmarks", "Lists the bookmarks, to go to any of them";
        History "history" Panes ["g h"] once
            "Way taken here", "history", "Lists the places you came through, to return to any of them";
    }
    Find {
        Filter "filter" Panes ["/" "Ctrl-f"] once
            "Filter this list", "filter", "Keeps only the rows that have the words you type";
        FindAnything "find-anything" Global ["Ctrl-t" "F3"] once
            "Find anything", "find", "Finds records of all kinds, and paragraphs of documents, by what you type";
        Commands "commands" Global [":" "F2"] once
            "Find a command", "commands", "Finds every command by its name and shows its key";
    }
    Scope {
        Mark "mark" Panes ["Space"] once
            "Mark or unmark", "mark", "Marks this row, to choose several at once";
        Only "only" Panes ["x" "F7"] once
            "Only what touches this", "only this", "Narrows all screens to what touches this record";
        ClearScope "clear-scope" Panes ["X" "Shift-F7"] once
            "Clear the scope", "clears", "Takes every part of the scope away and shows everything again";
        Chips "chips" Panes ["c" "Ctrl-x"] once
            "Parts of the scope", "scope", "Takes one part of the scope away";
    }
    Add {
        Flag "flag" Panes ["f"] once
            "Flag", "flag", "Flags this record, to come back to it, or takes its flag away";
        Add "add" Panes ["a a" "Insert"] once
            "Add", "add", "Lists what can be added here, and what was begun and is not saved";
        AddNote "note" Panes ["a n"] once
            "Note", "note", "Writes a note on this record";
        AddStatement "statement" Panes ["a s"] once
            "Statement", "statement", "Writes down what was said, by whom and about what";
        AddAmendment "amendment" Panes ["a m"] once
            "Amendment", "amendment", "Writes down a change of this record that was asked for";
        AddDecision "decision" Panes ["a d"] once
            "Decision", "decision", "Writes down what was decided";
        AddTask "task" Panes ["a t"] once
            "Task", "task", "Writes down what is to be done, by whom and by when";
        AddStatus "status" Panes ["a u"] once
            "Status", "status", "Writes down a status that the dataset does not have yet";
        AddObserved "observed" Panes ["a o"] once
            "Observed value", "observed", "Writes down a value of this indicator that was observed";
        Fate "fate" Panes ["a f"] once
            "What became of this amendment", "fate", "Says that this amendment was accepted, rejected or withdrawn, and why";
        Drafts "drafts" Panes ["a r"] once
            "Drafts", "drafts", "Lists what was begun and is not saved, to go on with it";
        Revise "revise" Panes ["g i"] once
            "Next version of the plan", "next version", "Shows the next version of the plan, with what was accepted, and writes it to a new file";
        Meeting "meeting" Panes ["g m"] once
            "Open or close a meeting", "meeting", "Opens a meeting, to which belongs what is added, or closes it";
        Edit "edit" Panes ["e"] once
            "Edit what you added", "edit", "Opens what the cursor is on to be changed, if it was added";
        Delete "delete" Panes ["d" "Del"] once
            "Delete what you added", "delete", "Takes away what the cursor is on, if it was added; undo brings it back";
        Undo "undo" Panes ["u"] once
            "Undo", "undo", "Takes back the last thing that you added or changed";
        Redo "redo" Panes ["Ctrl-r"] once
            "Redo", "redo", "Does again what was undone last";
        SaveAgain "save-again" Panes ["r"] once
            "Try to save again", "save again", "Tries again to save what could not be saved";
        Present "present" Global ["F12"] once
            "Present", "present", "Hides what is yours alone, for a projector, or shows it again";
    }
    View {
        Explore "explore" Global ["1" "g e"] once
            "Explore screen", "explore", "Shows countries, goals and activities side by side";
        Commitments "commitments" Global ["2" "g c"] once
            "Commitments screen", "commitments", "Shows who undertook what, what is open, and what became of it";
        Groups "groups" Global ["3" "g w"] once
            "Groups screen", "groups", "Shows the working groups, who chairs them, and what they did";
        Projects "projects" Global ["4" "g r"] once
            "Projects screen", "projects", "Shows the tree of projects with periods, funders and money";
        Calendar "calendar" Global ["5" "g t"] once
            "Calendar screen", "calendar", "Shows what takes place when, as a picture of time or as an agenda";
        Results "results" Global ["6" "g s"] once
            "Results screen", "results", "Shows what was measured, and what touches each goal";
        Atlas "atlas" Global ["7" "g a"] once
            "Atlas screen", "atlas", "Shows what is counted for each participant, on a map, and for each goal";
        Documents "documents" Global ["8" "g d"] once
            "Documents screen", "documents", "Shows the sources, and the goals of the frameworks side by side";
        Review "review" Global ["9" "g v"] once
            "Review screen", "review", "Shows what you added: the meeting, statements, amendments, decisions, notes, flags";
        Language "language" Panes ["g l"] once
            "Read in another language", "language", "Shows the texts in the next language that the dataset has";
        Group "group" Panes ["b"] once
            "Group in another way", "group", "Groups the list in the next of its ways";
        GroupBack "group-back" Panes ["B"] once
            "Group in the way before", "group back", "Groups the list in the way before, and from the first in the last";
        Sort "sort" Panes ["S"] once
            "Sort this list", "sort", "Sorts the list by one field or by several, one after the other";
        Picture "picture" Panes ["v"] once
            "Picture or table", "picture/table", "Shows the picture as a table, or the table as a picture";
        Narrower "narrower" Panes ["+"] once
            "Less time at once", "closer", "Shows less time at once: quarters in place of years, months in place of quarters";
        Wider "wider" Panes ["-"] once
            "More time at once", "farther", "Shows more time at once: quarters in place of months, years in place of quarters";
        Today "today" Panes ["t"] once
            "Go to today", "today", "Goes to today in the calendar";
        Zoom "zoom" Panes ["z"] once
            "Zoom this pane", "zoom", "Gives this pane the whole screen, or gives it back";
        DetailTaller "detail-taller" Panes ["Ctrl-Up"] once
            "More room for the detail", "taller", "Gives the detail more rows, and the lists fewer";
        DetailShorter "detail-shorter" Panes ["Ctrl-Down"] once
            "More room for lists", "shorter", "Gives the lists more rows, and the detail fewer";
        PaneBroader "pane-broader" Panes ["Ctrl-Right"] once
            "Broaden this list", "broader", "Gives this list more columns, and the one beside it fewer";
        PaneSlimmer "pane-slimmer" Panes ["Ctrl-Left"] once
            "Make this list slimmer", "slimmer", "Gives this list fewer columns, and the one beside it more";
        Copy "copy" Panes ["y"] once
            "Copy", "copy", "Opens the list of what can be copied from here";
        Paper "paper" Panes ["g b"] once
            "Brief or minutes", "brief", "Shows the brief on this record, or the minutes of this meeting";
        Export "export" Rows ["g x"] once
            "Export this list", "export", "Writes what the list shows, what is marked of it, or the paper that is shown, to a file";
        Changes "changes" Global ["g n"] once
            "What changed in the file", "changes", "Lists what was different when the file of the dataset was last read again";
        Versions "versions" Global ["g ="] once
            "Compare with another version", "versions", "Compares this dataset with another version of it, record by record, word by word";
        Problems "problems" Global ["g p"] once
            "Problems in the data", "problems", "Lists what is wrong in the dataset and in the configuration, with its place";
    }
    Program {
        Help "help" Global ["?" "F1"] once
            "Help and keys", "help", "Lists and searches all keys that work here";
        Menu "menu" Global ["F10"] once
            "Menu", "menu", "Opens the menu of all actions";
        Datasets "datasets" Global ["g o"] once
            "Open a dataset", "datasets", "Opens another dataset: one of those named at the start, or any file";
        Mouse "mouse" Global ["F9"] once
            "Release or take the mouse", "mouse", "Leaves the mouse to the terminal, to select text there, or takes it back";
        Redraw "redraw" Global ["Ctrl-l"] once
            "Redraw the screen", "redraw", "Clears the screen and draws everything again";
        Suspend "suspend" Global ["Ctrl-z"] once
            "Suspend", "suspend", "Stops the program and gives the shell back, until it is called with fg";
        Escape "escape" Global ["Esc"] once
            "One level out", "out", "Goes one level out: popup, input, marks, filter; never quits";
        Interrupt "interrupt" Global ["Ctrl-c"] once
            "Interrupt", "interrupt", "Stops what is going on; twice in a row quits";
        Quit "quit" Global ["q" "Ctrl-q"] once
            "Quit", "quit", "Leaves the program";
    }
}

/// A name that no action has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no action is called {}", quoted(.name))]
pub struct UnknownAction {
    /// What was written.
    pub name: String,
    /// What was probably meant.
    pub meant: Option<Action>,
}

impl Action {
    /// Returns the action's row of the table.
    pub fn spec(self) -> &'static Spec {
        // The enum and the table come from the same rows, in the same order.
        &SPECS[self as usize]
    }

    /// Returns the action's name in the configuration and in the palette.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// Returns the action of this name.
    ///
    /// # Errors
    ///
    /// Says which action was probably meant when none has the name.
    pub fn from_name(name: &str) -> Result<Self, UnknownAction> {
        let named = |name: &str| SPECS.iter().find(|spec| spec.name == name).map(|spec| spec.action);
        named(name).ok_or_else(|| UnknownAction {
            name: name.to_owned(),
            meant: suggest::nearest(name, SPECS.iter().map(|spec| spec.name)).and_then(named),
        })
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests;
