//! What a terminal shows, read from its cells.

/// Describes every cell with its attributes. (`contents_formatted` also tells how lines came to be.)
pub fn picture(screen: &vt100::Screen) -> String {
    let describe = |cell: &vt100::Cell| {
        let (bold, inverse) = (cell.bold(), cell.inverse());
        let (fore, back) = (cell.fgcolor(), cell.bgcolor());
        format!("{}{bold}{inverse}{fore:?}{back:?}", cell.contents())
    };
    cells(screen).map(describe).collect()
}

/// The cells, line by line.
pub fn cells(screen: &vt100::Screen) -> impl Iterator<Item = &vt100::Cell> {
    let (rows, columns) = screen.size();
    let places = (0..rows.get()).flat_map(move |y| (0..columns.get()).map(move |x| (y, x)));
    places.filter_map(|(y, x)| screen.cell(y, x))
}

/// The lines above the panes: there the name of the screen and the scope may be reversed as well.
const HEAD: u16 = 3;

/// The text of the row under the cursor, which is the one that is reversed; empty where there is none.
pub fn selected(screen: &vt100::Screen) -> String {
    let (_, columns) = screen.size();
    let body = cells(screen).skip(usize::from(HEAD * columns.get()));
    let reversed: String = body.filter(|cell| cell.inverse()).map(text_of).collect();
    reversed.trim_start_matches(['▌', '>', ' ']).trim_end().to_owned()
}

fn text_of(cell: &vt100::Cell) -> &str {
    if cell.has_contents() { cell.contents() } else { " " }
}

/// Counts the lines of the panes in which a cell is reversed.
pub fn reversed_lines(screen: &vt100::Screen) -> usize {
    let (rows, columns) = screen.size();
    let is_reversed = |y: u16, x: u16| screen.cell(y, x).is_some_and(vt100::Cell::inverse);
    (HEAD..rows.get()).filter(|&y| (0..columns.get()).any(|x| is_reversed(y, x))).count()
}

/// Counts the cells that have a colour.
pub fn colours(screen: &vt100::Screen) -> usize {
    let is_plain = |colour| colour == vt100::Color::Default;
    cells(screen).filter(|cell| !is_plain(cell.fgcolor()) || !is_plain(cell.bgcolor())).count()
}
