"""What a learner is told about each deviation of notebook 01, by the identifiers of solutions.py."""

_EVERY_CHARACTER = "A vocabulary needs every character of the text, or the text cannot be encoded."
_FREQUENCY = (
    "You sort the characters by how often they occur. Counts change with every text that is added. Sort "
    "the characters themselves: `sorted(set(text))`."
)
_FIRST_SEEN = (
    "Your characters come in the order in which they first occur, so two texts with the same characters "
    "get different indices. Sort them: `sorted(set(text))`."
)
_SET_ORDER = (
    "Your characters come in the order of `set(text)`, which differs from one run of Python to the next. "
    "A model that is saved today would read another alphabet tomorrow. Sort them."
)
_BY_CASE = "You sort without regard to capitals. Use plain `sorted`, which puts capitals first."
_PAIRS_LIST = "Your {name} is a list of {kind}. Return {right}."

MAKE_VOCABULARY = {
    "case.lower": "You make all letters small. Capitals are characters of their own: leave the text as it is.",
    "case.upper": "You make all letters capitals. Small letters are characters of their own: leave the text "
    "as it is.",
    "text.strip": "You cut off white space at both ends of the text (`strip`). " + _EVERY_CHARACTER,
    "text.left_strip": "You cut off white space at the start of the text (`lstrip`). "
    + _EVERY_CHARACTER,
    "text.right_strip": "You cut off white space at the end of the text (`rstrip`). "
    + _EVERY_CHARACTER,
    "text.no_line_ends": "You leave out the line end. `\\n` is a character like all others.",
    "text.no_spaces": "You leave out the space. It is a character like all others.",
    "text.no_white_space": "You leave out white space. Spaces, tabs and line ends are characters too.",
    "text.words": "You split the text into words. The vocabulary holds single characters: `set(text)`.",
    "text.words_at_spaces": "You split the text at its spaces. The vocabulary holds single characters: "
    "`set(text)`.",
    "text.lines": "You split the text into lines. The vocabulary holds single characters: `set(text)`.",
    "text.first_line": "You read the first line alone. Read the whole text.",
    "text.letters": "You keep only letters. " + _EVERY_CHARACTER,
    "text.letters_and_spaces": "You keep only letters and spaces. " + _EVERY_CHARACTER,
    "text.letters_and_digits": "You keep only letters and digits. " + _EVERY_CHARACTER,
    "text.no_punctuation": "You leave out punctuation. " + _EVERY_CHARACTER,
    "text.no_digits": "You leave out digits. " + _EVERY_CHARACTER,
    "text.ascii": "You leave out characters beyond ASCII, such as é. " + _EVERY_CHARACTER,
    "text.printable": "You keep only printable characters, so tabs and line ends are missing. "
    + _EVERY_CHARACTER,
    "text.lower_case_letters": "You keep only small letters. " + _EVERY_CHARACTER,
    "text.without_first": "You skip the first character of the text. Begin at index 0.",
    "text.without_last": "You skip the last character of the text. Does your range end one too early?",
    "characters.first_seen": _FIRST_SEEN,
    "characters.last_seen": "Your characters come in the order in which they last occur. Sort them: "
    "`sorted(set(text))`.",
    "characters.set_order": _SET_ORDER,
    "characters.repeated": "Your characters are sorted, but a character that occurs twice stands in the list "
    "twice. A vocabulary holds each of them once: begin with `set(text)`.",
    "characters.all_of_text": "Your list holds all characters of the text, in the order of the text. Keep "
    "each of them once, and sort them: `sorted(set(text))`.",
    "characters.downwards": "You sort downwards. The order is ascending: `sorted` without `reverse`.",
    "characters.often_first": _FREQUENCY + " `most_common` sorts by count.",
    "characters.often_first_sorted": _FREQUENCY
    + " Characters with the same count are sorted in your list.",
    "characters.often_first_set": _FREQUENCY + " Yours begin with the most frequent.",
    "characters.often_last_sorted": _FREQUENCY + " Yours begin with the rarest.",
    "characters.often_last_set": _FREQUENCY + " `key=text.count` begins with the rarest.",
    "characters.any_case": _BY_CASE,
    "characters.any_case_sorted": _BY_CASE + " You put each capital directly before its small letter.",
    "characters.once_in_text": "You keep only the characters that occur once in the text. Keep each of its "
    "characters.",
    "characters.several_in_text": "You keep only the characters that occur more than once. Keep each of the "
    "text's characters.",
    "characters.without_first": "The first character of the sorted list is missing. Keep all of them.",
    "characters.without_last": "The last character of the sorted list is missing. Keep all of them.",
    "characters.alphabet": "You use the 26 small letters, whatever the text is. Take the characters from the "
    "text.",
    "characters.alphabet_and_capitals": "You use the 52 letters, whatever the text is. Take the characters "
    "from the text.",
    "characters.notebook": "You use the vocabulary of the notebook's text, whatever the argument is. Take "
    "the characters from `text`.",
    "characters.codes": "Your list holds the code of each character (`ord`). Keep the characters themselves.",
    "characters.from_sort": "`list.sort` returns None: it sorts the list in place. Use `sorted(set(text))`, "
    "which returns a list.",
    "characters.sort_of_set": "A set has no method `sort`. Use `sorted(set(text))`, which returns a list.",
    "characters.sort_of_text": "A text has no method `sort`. Use `sorted(set(text))`, which returns a list.",
    "characters.entry_of_set": "A set has no order, so it cannot be indexed. Make a list of it first: "
    "`sorted(set(text))`.",
    "base.set_order": "Your list is sorted, but your indices follow the order of `set(text)`. Enumerate the "
    "sorted list.",
    "base.first_seen": "Your list is sorted, but your indices follow the order in which the characters first "
    "occur. Enumerate the sorted list.",
    "base.often_first": "Your list is sorted, but your indices follow the counts. Enumerate the sorted list.",
    "base.sorted_text": "You enumerate `sorted(text)`, where characters are repeated, so each gets the place "
    "of its last copy. Enumerate the list of distinct characters.",
    "base.text": "You enumerate the text, so each character gets the place where it last occurs. Enumerate "
    "the sorted list.",
    "index.without_first": "The first character has no index. Begin at index 0.",
    "base.without_last": "The last character has no index. Enumerate the whole list.",
    "base.first_alone": "Your dictionary holds the first character alone. Does `return` stand inside the loop?",
    "base.notebook": "Your dictionary is that of the notebook's text. Build it from the characters of `text`.",
    "base.set_index": "A set has no method `index`, because it has no order. Take the index in the sorted "
    "list.",
    "index.from_one": "Your indices begin at 1. The rows of a matrix are counted from 0, so the last index "
    "would lie outside.",
    "index.from_two": "Your indices begin at 2. They run from 0 to V − 1.",
    "index.from_minus_one": "Your indices begin at −1. They run from 0 to V − 1.",
    "index.inverted": "Your dictionary leads from index to character. To encode, you look up a character, so "
    "the character is the key.",
    "index.inverted_from_one": "Your dictionary leads from index to character, and counts from 1. The "
    "character is the key, and the first index is 0.",
    "index.both_ways": "Your dictionary also leads from index to character. Its keys are the characters alone.",
    "index.place_in_text": "Your indices say where a character first occurs in the text. Its index is its "
    "place in the sorted list, so that indices run from 0 to V − 1 without a gap.",
    "index.place_in_sorted_text": "Your indices are places in `sorted(text)`, where characters are repeated. "
    "Take the place in the list of distinct characters.",
    "index.code": "Your indices are the codes of the characters (`ord`). The index is the place in the sorted "
    "list, from 0 to V − 1.",
    "index.code_from_a": "You use `ord(c) - ord('a')` as the index. That fits a text of small letters alone: "
    "take the place in the sorted list.",
    "index.code_from_first": "You subtract the code of the first character from each code. That leaves gaps: "
    "take the place in the sorted list.",
    "index.counts": "Your dictionary says how often each character occurs. Return its index.",
    "index.shares": "Your dictionary holds the relative frequency of each character. Return its index.",
    "index.from_the_end": "You count from the end of the list. The first character has the index 0.",
    "index.V_minus_k": "Your indices run downwards from V. They run from 0 to V − 1, upwards.",
    "index.negative": "You subtract V from each index. They run from 0 to V − 1.",
    "index.all_zero": "Every character has the index 0. Does your counter grow in the loop?",
    "index.all_V": "Every character has the index V. Use its own place in the list.",
    "index.all_last": "Every character has the index V − 1, the last value of the counter. Use its own place.",
    "index.itself": "Your dictionary leads from each character to itself. Its values are the indices.",
    "index.last_alone": "Your dictionary holds the last character alone. Is a new dictionary made in every "
    "turn of the loop?",
    "index.texts": "Your indices are texts such as '3'. Use integers, which can select rows of a matrix.",
    "index.in_lists": "Each index stands in a list of its own. Use the integer itself.",
    "index.one_hot": "Your dictionary leads to one-hot vectors. Its values are the indices.",
    "index.empty": "Your dictionary is empty. Give every character its index.",
    "list.set": "Your first value is a set, which has no order. Return a sorted list.",
    "list.set_order": "Your dictionary is right, but your list has the order of `set(text)`. Return the "
    "sorted list.",
    "list.first_seen": "Your dictionary is right, but your list has the order in which the characters first "
    "occur. Return the sorted list.",
    "list.text": "Your dictionary is right, but your list holds all characters of the text. Return each of "
    "them once, sorted.",
    "list.whole_text": "Your first value is the text itself. Return the list of its distinct characters.",
    "list.sorted_text": "Your dictionary is right, but your list repeats characters. Return each of them once.",
    "list.joined": "Your first value is one text of all characters. Return a list: `sorted` gives one.",
    "list.joined_spaces": "You join the characters with spaces. Return the list itself.",
    "list.numbers": "Your first value is the list of the indices. Return the characters.",
    "list.codes": "Your first value holds the codes of the characters (`ord`). Return the characters.",
    "list.count": "Your first value is V, the number of characters. Return the characters themselves.",
    "list.keys": "Your first value is the view `.keys()` of the dictionary. Return a list of it.",
    "list.inverse": "Your first value is a dictionary from index to character. Return the sorted list.",
    "list.pairs": "Your first value is a list of pairs (index, character). Return the characters alone.",
    "list.pairs_back": "Your first value is a list of pairs (character, index). Return the characters alone.",
    "list.sort_result": "Your first value is None, because `list.sort` sorts in place and returns nothing. "
    "Use `sorted`, which returns a list.",
    "dictionary.pairs": "Your second value is a list of pairs (index, character). Return a dictionary from "
    "character to index.",
    "dictionary.pairs_back": "Your second value is a list of pairs (character, index). `dict(…)` makes a "
    "dictionary of it.",
    "dictionary.numbers": "Your second value is the list of the indices. Return a dictionary from character "
    "to index.",
    "dictionary.count": "Your second value is V. Return a dictionary from character to index.",
    "dictionary.encoded_text": "Your second value is the encoded text. Return the dictionary that encodes it.",
    "dictionary.key_set": "Your second value is a set of the characters. Return a dictionary from character "
    "to index.",
    "dictionary.characters": "Your second value is the list of characters again. Return a dictionary from "
    "character to index.",
    "dictionary.none": "Your second value is None. `dict.update` and a loop return nothing: return the "
    "dictionary itself.",
    "result.list_alone": "Your function returns the list alone. Return two values: `return characters, "
    "index_of`.",
    "result.dictionary_alone": "Your function returns the dictionary alone. Return two values: `return "
    "characters, index_of`.",
    "result.and_V": "Your function also returns V. Return 2 values, `return characters, index_of`.",
    "result.and_inverse": "Your function also returns the dictionary from index to character. Return two "
    "values: `return characters, index_of`.",
    "result.two_dictionaries": "You return two dictionaries. The first value is the sorted list, which leads "
    "from index to character already; the second is the dictionary from character to index.",
    "result.pairs": "You return a list of pairs (character, index). Return two values: `return characters, "
    "index_of`.",
    "result.in_a_dictionary": "You return one dictionary that holds both values. Return the two values: "
    "`return characters, index_of`.",
}

_LENGTHS = "Inputs and targets must be equally long, T − ahead."
_FIRST_TARGET = "The first target is `indices[ahead]`."
MAKE_PAIRS = {
    "reach.one": "Your pairs look one place ahead, whatever `ahead` says. Leave off `ahead` entries at the end "
    "of the inputs and at the beginning of the targets.",
    "reach.two": "Your pairs look two places ahead, whatever `ahead` says. Use the argument.",
    "reach.doubled": "Your pairs look twice as far ahead as they should. " + _FIRST_TARGET,
    "reach.more": "Your pairs look one place too far. " + _FIRST_TARGET,
    "reach.fewer": "Your pairs look only `ahead - 1` places ahead. " + _FIRST_TARGET,
    "reach.fewer_and_minus_zero": "Your pairs look only `ahead - 1` places ahead, and with `ahead = 1` "
    "`indices[:-0]` is empty. " + _FIRST_TARGET,
    "reach.nothing": "Inputs and targets are both the whole text. The targets begin `ahead` places later.",
    "inputs.all": "Your inputs keep the last characters of the text, for which there is no target. "
    + _LENGTHS,
    "inputs.one": "Your targets are right. Your inputs leave off one entry at the end, whatever `ahead` says: "
    "the last `ahead` of them have no target.",
    "inputs.one_more": "Your inputs leave off one entry too many at the end. " + _LENGTHS,
    "inputs.one_fewer": "Your inputs keep one entry too many at the end. " + _LENGTHS,
    "inputs.one_fewer_and_minus_zero": "Your inputs keep one entry too many at the end, and with `ahead = 1` "
    "`indices[:-0]` is empty. " + _LENGTHS,
    "inputs.as_targets": "Your inputs are the same as your targets: they leave off the first `ahead` entries. "
    "The inputs leave off the last `ahead`.",
    "inputs.first_ahead": "Your inputs are the first `ahead` entries alone: `indices[:-ahead]`, with a minus, "
    "leaves off the last ones.",
    "inputs.last_ahead": "Your inputs are the last `ahead` entries: `indices[:-ahead]`, with the colon first, "
    "leaves them off.",
    "inputs.without_first": "Your inputs leave off the first entry. They leave off the last `ahead` entries.",
    "inputs.from_one": "Your inputs begin at index 1. They begin at index 0.",
    "inputs.places": "Your inputs are the places 0, 1, 2, … Use the entries of `indices` at these places.",
    "inputs.windows": "Each of your inputs is a window of `ahead` characters. Each input is one character.",
    "inputs.windows_to_end": "Each of your inputs is a window of `ahead` characters, up to the end of the "
    "text. Each input is one character.",
    "inputs.steps": "Your inputs take every `ahead`-th entry. Take all entries but the last `ahead`.",
    "inputs.zeros_at_end": "You fill up the inputs with zeros. Index 0 is a character; leave off the "
    "inputs without a target.",
    "inputs.zeros_at_front": "You put zeros before the inputs. Index 0 is a character; the inputs begin with "
    "`indices[0]`.",
    "inputs.entry": "Your inputs are a single entry, because the colon is missing: `indices[:-ahead]`.",
    "inputs.last": "Your inputs are the last entry of the text alone. Take all entries but the last `ahead`.",
    "inputs.without_first_ahead_too": "Your inputs leave off `ahead` entries at both ends. Leave them off at "
    "the end alone.",
    "targets.all": "Your targets are the whole text. They leave off the first `ahead` entries.",
    "targets.one": "Your inputs are right. Your targets leave off one entry at the beginning, whatever `ahead` "
    "says. " + _FIRST_TARGET,
    "targets.one_cut": "Your inputs are right, but your targets are the next characters, whatever `ahead` "
    "says. " + _FIRST_TARGET,
    "targets.one_more": "Your targets begin one place too late. " + _FIRST_TARGET,
    "targets.one_fewer": "Your targets begin one place too early. " + _FIRST_TARGET,
    "targets.one_fewer_cut": "Your targets come one place too early: index t + ahead − 1. The target of "
    "t is `indices[t + ahead]`.",
    "targets.as_inputs": "Inputs and targets are the same characters, so the network would learn to repeat "
    "what it has just read. The targets begin `ahead` places later.",
    "targets.rolled": "`np.roll` brings the first characters to the end of your targets. Leave these places "
    "off: two slices are enough.",
    "targets.rolled_back": "You roll the targets in the wrong direction, and keep all of them. The target of "
    "t is `indices[t + ahead]`.",
    "targets.rolled_back_cut": "You roll the targets in the wrong direction: they are the characters `ahead` "
    "places before. The target of t is `indices[t + ahead]`.",
    "targets.last_ahead": "Your targets are the last `ahead` entries: `indices[ahead:]`, without a minus, "
    "leaves off the first ones.",
    "targets.first_ahead": "Your targets are the first `ahead` entries. `indices[ahead:]`, with the colon at "
    "the end, leaves them off.",
    "targets.without_last": "Your targets leave off the last entry of the text. They run to its end.",
    "targets.without_last_ahead": "Your targets leave off `ahead` entries at both ends. They run to the end "
    "of the text.",
    "targets.added": "You add `ahead` to the indices, which gives other characters of the vocabulary. Move "
    "along the text instead: `indices[ahead:]`.",
    "targets.subtracted": "You subtract `ahead` from the indices, which gives other characters of the "
    "vocabulary. Move along the text instead: `indices[ahead:]`.",
    "targets.places": "Your targets are places in the text. Use the entries of `indices` at these places.",
    "targets.differences": "Your targets are differences between target and input. Use the targets themselves.",
    "targets.windows": "Each of your targets is a window of the next `ahead` characters. Each target is one "
    "character, the one `ahead` places later.",
    "targets.entry": "Your targets are a single entry, because the colon is missing: `indices[ahead:]`.",
    "targets.last": "Your targets are the last entry of the text alone. Use `indices[ahead:]`.",
    "targets.steps": "Your targets take every `ahead`-th entry. Take all entries from `ahead` on.",
    "targets.zeros_at_end": "You fill up the targets with zeros. Index 0 is a character; leave off the inputs "
    "without a target instead.",
    "targets.minus_one_at_end": "You fill up the targets with −1, which is no index of a character. Leave off "
    "the inputs without a target instead.",
    "targets.end_kept": "The last `ahead` entries of the text come twice in your targets. Targets are "
    "`indices[ahead:]` alone.",
    "targets.last_repeated": "You repeat the last character at the end of the targets. Leave off the inputs "
    "without a target instead.",
    "order.swapped": "Inputs and targets are swapped: your network would read the future and predict the past.",
    "pairs.wrapped": "Your targets wrap around the end of the text: the last characters get the first ones as "
    "targets. `np.roll` does that; two slices do not.",
    "pairs.wrapped_back": "You roll the text in the wrong direction, so your targets are earlier characters, "
    "and they wrap around the end. Use two slices.",
    "pairs.added_to_all": "You add `ahead` to the indices, which gives other characters of the vocabulary. "
    "Move along the text instead: two slices, T − ahead entries each.",
    "pairs.without_last": "The last pair is missing. There are T − ahead pairs; does your range end one too "
    "early?",
    "pairs.without_first": "The first pair is missing. It is `indices[0]` with `indices[ahead]`.",
    "pairs.first_alone": "You return the first pair alone. Does `return` stand inside the loop?",
    "pairs.first_in_lists": "You return the first pair alone, in arrays of length 1. Does `return` stand "
    "inside the loop?",
    "pairs.last_alone": "You return the last pair alone. Collect all pairs.",
    "pairs.last_in_lists": "You return the last pair alone, in arrays of length 1. Collect all pairs: make "
    "the lists before the loop.",
    "pairs.steps": "You take every `ahead`-th character of the text. Every character that has a target is an "
    "input.",
    "pairs.blocks": "You take the first `ahead` characters and the `ahead` after them. The inputs are all but "
    "the last `ahead`.",
    "pairs.halves": "You cut the text into halves. The targets are the same text, moved by `ahead` places.",
    "pairs.rows": "You return one row for each pair. Return 2 values, `return inputs, targets`.",
    "pairs.dictionary": "You return a dictionary, which keeps one target for each character. Return 2 "
    "values, `return inputs, targets`.",
    "pairs.joined": "You join inputs and targets into one array. Return 2 values, `return inputs, targets`.",
    "pairs.inputs_alone": "You return the inputs alone. Return 2 values, `return inputs, targets`.",
    "pairs.targets_alone": "You return the targets alone. Return 2 values, `return inputs, targets`.",
    "pairs.sorted": "You sort inputs and targets. Keep the order of the text.",
    "pairs.backwards": "Your pairs come from the end of the text to its beginning. Keep the order of the text.",
    "pairs.empty": "Inputs and targets are empty. Does your loop run at all?",
    "pairs.loop_to_end": "Your loop runs past the end of the text. Indices are counted from 0 to T − 1, and "
    "t + ahead must stay below T: `range(len(indices) - ahead)`.",
    "pairs.loop_almost_to_end": "Your loop leaves off one place at the end, whatever `ahead` says. t + ahead "
    "must stay below T: `range(len(indices) - ahead)`.",
}

_V_GIVEN = "The vocabulary may hold characters that this text lacks, so take V from the argument."
_ONE_ROW_EACH = "The matrix has one row for each index, (T, V)."
ONE_HOT_ROWS = {
    "width.largest_plus_one": "Your matrix has as many columns as the largest index needs. " + _V_GIVEN,
    "width.largest": "Your matrix has `indices.max()` columns, one too few for the largest index. "
    + _V_GIVEN,
    "width.distinct": "Your matrix has as many columns as there are distinct indices. " + _V_GIVEN,
    "width.notebook": "Your matrix has 35 columns, the V of the notebook's text. " + _V_GIVEN,
    "width.letters": "Your matrix has 26 columns, whatever V is. " + _V_GIVEN,
    "width.T": "Your matrix has T columns. It has V columns, one for each character of the vocabulary.",
    "width.plus_one": "Your matrix has one column too many. Indices run from 0 to V − 1, so V are enough.",
    "width.minus_one": "Your matrix has one column too few. Indices run from 0 to V − 1, so V are needed.",
    "height.V": "Your matrix has V rows. It has T rows, one for each index: `np.zeros((len(indices), V))`.",
    "height.plus_one": "Your matrix has one row too many. " + _ONE_ROW_EACH,
    "height.minus_one": "Your matrix has one row too few. " + _ONE_ROW_EACH,
    "height.distinct": "Your matrix has one row for each distinct index. " + _ONE_ROW_EACH,
    "shape.swapped": "You make a matrix (V, T) and write into it as (T, V). Rows belong to the text, columns "
    "to the vocabulary: `np.zeros((T, V))`.",
    "shape.no_brackets": "`np.zeros(T, V)` takes its second argument as a data type. A shape of several "
    "numbers stands in brackets of its own: `np.zeros((T, V))`.",
    "background.ones": "Your matrix begins with ones, so all entries stay 1. Begin with zeros.",
    "background.minus_one": "Your matrix holds −1 where 0 belongs. Begin with zeros.",
    "column.before": "Your ones stand one column too far to the left. Indices count from 0, so subtract "
    "nothing.",
    "column.after": "You write one column too far to the right, and the last index falls outside. Indices "
    "count from 0, so add nothing.",
    "column.after_around": "Your ones stand one column too far to the right. Indices count from 0, so add "
    "nothing.",
    "column.mirrored": "You count the columns from the right. Column `indices[t]` is counted from the left.",
    "column.from_the_end": "You use −index as the column, which counts from the right. Use the index itself.",
    "column.row": "Your ones stand on the diagonal: column t in row t. Use column `indices[t]`.",
    "column.sorted": "You sort the indices. Row t belongs to place t of the text, so keep the order.",
    "column.backwards": "You go through the indices backwards. Row t belongs to `indices[t]`.",
    "column.first": "Every row has its 1 in the column of the first index. Row t belongs to `indices[t]`.",
    "column.next": "Row t has its 1 in the column of the next index (the last row that of the first). Row t "
    "belongs to `indices[t]`.",
    "column.previous": "Row t has its 1 in the column of the index before. Row t belongs to `indices[t]`.",
    "column.among_distinct": "You use the place among the distinct indices of this text as the column. Use "
    "the index itself, which is the same in every text.",
    "column.always_zero": "Every row has its 1 in column 0. Use column `indices[t]`.",
    "value.index": "Each row holds the index itself where a 1 belongs. A late letter would count for more "
    "than an early one, which one-hot vectors are to avoid.",
    "value.index_plus_one": "Each row holds the index plus 1 where a 1 belongs. Write 1.",
    "value.row": "Each row holds its own number t where a 1 belongs. Write 1.",
    "value.row_plus_one": "Each row holds its own number, counted from 1, where a 1 belongs. Write 1.",
    "value.minus_one": "You write −1. Write 1.",
    "value.V": "You write V. Write 1.",
    "value.share_of_V": "You write 1 / V. A one-hot vector holds a 1.",
    "value.share_of_T": "You write 1 / T. A one-hot vector holds a 1.",
    "value.count": "You write how often the character occurs in the text. Write 1 in each row.",
    "write.all_rows": "Every row has ones at all of the indices: `x[:, indices] = 1` means these columns in all "
    "rows; in `[[0] * V] * T`, or if you append one array again and again, all rows are the same. Name the rows "
    "too, `x[np.arange(T), indices]`, and make each row new.",
    "write.up_to": "Each row is filled with ones up to its index. A one-hot vector has a single 1, at the index.",
    "write.below": "Each row is filled with ones before its index. A one-hot vector has a single 1, at the "
    "index.",
    "write.onwards": "Each row is filled with ones from its index on. A one-hot vector has a single 1, at the "
    "index.",
    "write.swapped": "You swapped row and column: `x[indices[t], t]`. The row is t and the column is "
    "`indices[t]`.",
    "write.whole_rows": "`x[indices] = 1` fills the whole rows with these numbers. Name rows and columns: "
    "`x[np.arange(T), indices]`.",
    "write.diagonal": "You use the index as row and as column. The row is t: go through "
    "`enumerate(indices)`.",
    "write.by_index": "Your loop runs over the indices and uses each as the row number t. Go through "
    "`enumerate(indices)`, which gives t and the index.",
    "write.first_row": "All ones stand in the first row, as with `x[0, indices]` or a flat index. Row t gets "
    "its 1 in column `indices[t]`.",
    "write.last_row": "All ones stand in the last row. Row t gets its 1 in column `indices[t]`.",
    "write.without_last": "The last row has no 1. Does your range end one too early?",
    "write.without_first": "The first row has no 1. Rows are counted from 0.",
    "write.first_alone": "The first row alone has its 1. Does `return` stand inside the loop?",
    "write.last_alone": "The last row alone has its 1. Does your loop make a new matrix each time? Make it before "
    "the loop.",
    "write.first_time": "A character has its 1 only where it first occurs. Every row has a 1.",
    "write.V_rows": "Your loop runs over `range(V)`. There are T rows: `range(len(indices))`.",
    "write.row_too_late": "You write one row too far down, and the last one falls outside. Rows are counted "
    "from 0.",
    "write.never": "Your matrix holds zeros alone. Write a 1 into each row.",
    "identity.T": "You take the rows of an identity matrix of size T. Its size is V: `np.eye(V)`.",
    "identity.minus_one": "You take the rows of an identity matrix of size V − 1. Its size is V: `np.eye(V)`.",
    "identity.largest": "You take the rows of an identity matrix whose size is the largest index, one too few "
    "for it. Its size is V: `np.eye(V)`.",
    "identity.distinct": "You take the rows of an identity matrix with as many rows as there are distinct "
    "indices. Its size is V: `np.eye(V)`.",
    "identity.after": "You take row index + 1 of the identity matrix. Indices count from 0, so add nothing.",
    "identity.after_and_wider": "You count the indices from 1, with a column 0 that is never used. Indices "
    "count from 0, so V columns are enough.",
    "identity.rectangular": "Your ones stand on the diagonal: column t in row t. Use column `indices[t]`.",
    "identity.no_new_axis": "You compare T indices with V columns entry by entry. `indices[:, None] == "
    "np.arange(V)` compares each index with each column.",
    "identity.rows_up_to_V": "You number the rows with `np.arange(V)`. There are T rows: `np.arange(len(indices))`.",
    "identity.among_distinct": "Your columns belong to the distinct indices of this text. " + _V_GIVEN,
    "identity.in_order_of_text": "Your columns belong to the distinct indices of this text, in the order in "
    "which they occur. " + _V_GIVEN,
    "identity.distinct_rows": "You make one row for each distinct index. " + _ONE_ROW_EACH,
    "identity.distinct_rows_in_order": "You make one row for each distinct index, in the order of the text. "
    + _ONE_ROW_EACH,
    "identity.whole": "You return the identity matrix itself. Row t of the result is its row `indices[t]`.",
    "identity.first_T": "You return the first T rows of the identity matrix. Row t of the result is its row "
    "`indices[t]`.",
    "rows.all_last": "All rows are the last one. You append the same array in every turn of the loop: make a "
    "new one, or append a copy.",
    "rows.never_cleared": "Your rows keep the ones of the rows before. Begin each row with zeros.",
    "rows.counted_on": "Your rows count all characters so far. Begin each row with zeros.",
    "rows.collected": "You return one row that counts the characters. " + _ONE_ROW_EACH,
    "rows.collected_once": "You return one row with a 1 for each character that occurs. "
    + _ONE_ROW_EACH,
    "rows.averaged": "You return the mean of the rows. " + _ONE_ROW_EACH,
    "rows.last_alone": "You return the last row alone. " + _ONE_ROW_EACH,
    "rows.first_alone": "You return the first row alone. Does `return` stand inside the loop?",
    "rows.first_alone_in_list": "You return the first row alone, as a matrix of one row. Does `return` stand "
    "inside the loop?",
    "rows.last_alone_in_list": "You return the last row alone, as a matrix of one row. Make the list before "
    "the loop.",
    "rows.without_last": "Your matrix lacks the last row. Every index has a row, also the last.",
    "rows.without_first": "Your matrix lacks the first row. Every index has a row, also the first.",
    "rows.normalised": "You divide by the sums of the columns. Entries are 0 or 1.",
    "result.on_its_side": "Your matrix lies on its side, with one column for each place in the text. Return one "
    "row for each place, (T, V).",
    "result.inverted": "0 and 1 are swapped. A single 1 stands where the character is, and 0 elsewhere.",
    "result.reshaped": "You reshape the matrix to (V, T). It is (T, V), one row for each index.",
    "result.flat": "You return all rows in one. Return a matrix, (T, V).",
    "result.axis_in_front": "Your result has an axis too many in front, (1, T, V). Return (T, V).",
    "result.axis_between": "Each of your rows is a matrix of one row, (T, 1, V). Return (T, V).",
    "result.axis_at_end": "Your result has an axis too many at the end, (T, V, 1). Return (T, V).",
    "result.indices": "You return the indices themselves. Return a row with a single 1 for each.",
    "result.indices_upright": "You return the indices as a column. Return a row with a single 1 for each.",
    "result.places_of_ones": "You return where the ones stand. Return the matrix itself.",
}

_UNSEEN = "A pair that was never counted gets probability 0, and its surprise is infinite."
_BOTH = "Add a to each count, and a · V to the sum of each row."
_ROW_SUM = (
    "count(read) is the sum of the row of the character that was read: `table.sum(axis=1)[inputs]`."
)
_CONSECUTIVE = "Pairs are (text[:-1], text[1:])."
_SIZES = {
    "largest_of_counted": "the largest index of `counted`",
    "largest_without_one": "the largest index of `counted`, without the + 1",
    "largest_of_tested": "the largest index of `tested`",
    "largest_of_both": "the largest index of both texts",
    "distinct_in_counted": "the number of distinct characters of `counted`",
    "distinct_in_both": "the number of distinct characters of both texts",
    "distinct_contexts": "the number of distinct characters that begin a pair",
    "notebook": "35, the V of the notebook's text",
}
_TEXTS = {  # how a text is cut into pairs
    "backwards": "You take the pairs of `{text}` backwards: the character that was read comes first.",
    "around": "You also {verb} a pair of the last and the first character of `{text}`. No character comes after "
    "the last.",
    "two_ahead": "You pair each character of `{text}` with the one two places later. Pair it with the next one.",
    "every_second": "You {verb} every second pair of `{text}`. Pairs overlap: every character but the last "
    "begins one.",
    "without_first": "The first pair of `{text}` is missing. Does your range begin at 1?",
    "without_last": "The last pair of `{text}` is missing. There are len({text}) − 1 pairs.",
    "past_end": "Your loop runs past the end of `{text}`. The last pair begins at len({text}) − 2: "
    "`range(len({text}) - 1)`.",
    "unequal": "You combine `{text}` with `{text}[1:]`, which differ in length. " + _CONSECUTIVE,
}

PAIR_LOSS = {
    "texts.swapped": "You count on `tested` and score `counted`. Count the pairs of `counted`, and score those "
    "of `tested`.",
    "texts.counted_alone": "You score the text that was counted, which flatters: score `tested`, the text that "
    "was held out.",
    "texts.tested_alone": "You count the pairs of `tested`, the text that is scored. Count those of `counted`.",
    "texts.joined": "You also count the pairs of `tested`. It was held out: count those of `counted` alone.",
    **{
        f"size.{kind}": f"The size of your table is {_SIZES[kind]}. A text may lack some characters, so take V "
        "from the argument."
        for kind in (
            "largest_of_counted",
            "largest_without_one",
            "largest_of_tested",
            "distinct_in_counted",
            "distinct_in_both",
        )
    },
    **{
        f"{text}.{kind}": told.format(text=text, verb="count" if text == "counted" else "score")
        for text in ("counted", "tested")
        for kind, told in _TEXTS.items()
        if (text, kind) != ("counted", "backwards")
    },
    "size.no_brackets": "`np.zeros(V, V)` takes its second argument as a data type. A shape of several numbers "
    "stands in brackets of its own: `np.zeros((V, V))`.",
    "size.one_axis": "Your table has one axis. A table of pairs has two: `np.zeros((V, V))`.",
    "counted.backwards": "Your table of counts is transposed. Rows belong to the character that was read, "
    "columns to the next one.",
    "table.once": "No pair is counted more than once: `table[counted[:-1], counted[1:]] += 1` adds a single 1 "
    "where a pair occurs often. `np.add.at` adds each time, and so does a loop.",
    "table.both_ways": "You count each pair in both orders. The character that was read is the row, the next one "
    "the column.",
    **{
        f"V.{kind}": f"The V of your denominator is {_SIZES[kind]}. Every character of the vocabulary gets the "
        "head start, so take V from the argument."
        for kind in (
            "largest_of_counted",
            "largest_of_both",
            "distinct_in_counted",
            "distinct_in_both",
            "distinct_contexts",
            "notebook",
        )
    },
    "a.none": f"You leave out the head start. {_UNSEEN} {_BOTH}",
    "a.one": "Your head start is 1, whatever `a` says. Use the argument.",
    "a.notebook": "Your head start is 0.1, as in the notebook, whatever `a` says. Use the argument.",
    "a.doubled": "The head start is added twice. If your table begins with a, its counts and row sums contain "
    "it already.",
    "a.into_integers": "You add a to an array of integers with `+=`, which cannot hold it. Make the table of "
    "floats.",
    "a.whole": "Your head start has lost its decimals: an array of integers cuts them off. Make the table of "
    "floats.",
    "count.turned": "You read the table as [next, read]. Rows belong to the character that was read, columns to "
    "the next one.",
    "count.of_row": "Your numerator has count(read). It has count(read, next), the entry of the table.",
    "count.of_next": "Your numerator has the count of the next character after any other. It has count(read, "
    "next), the entry of the table.",
    "count.grid": "`table[inputs][:, targets]` combines every input with every target. `table[inputs, targets]` "
    "is one count per pair.",
    "count.whole_rows": "`table[inputs]` is a whole row for each pair. `table[inputs, targets]` is one count "
    "per pair.",
    "count.largest": "Your numerator has the most frequent next character. It has the one that came.",
    "above.none": f"The head start is missing in the numerator. {_UNSEEN}",
    "above.one": "You add 1 in the numerator. Add a.",
    "above.a_V": "You add a · V in the numerator. Add a: the V belongs to the denominator.",
    "above.where_unseen": "You give a only to pairs that were never counted. Add it to every count.",
    "total.of_next": "You divide by the sum of the row of the next character. Without `keepdims=True`, `table / "
    "table.sum(axis=1)` does that too. " + _ROW_SUM,
    "total.column": "You divide by the sum of the column of the next character. " + _ROW_SUM,
    "total.column_of_read": "You divide by the sum of the column of the character that was read. "
    + _ROW_SUM,
    "total.all_pairs": "You divide by the number of all pairs, which belongs to the probability of the whole "
    "pair. " + _ROW_SUM,
    "total.occurrences": "You count each character of `counted`, the last one included, and that one begins no "
    "pair. " + _ROW_SUM,
    "total.length": "You divide by the length of `counted`. " + _ROW_SUM,
    "total.followers": "You divide by the number of different next characters. " + _ROW_SUM,
    "total.of_tested": "You divide by counts of `tested`. " + _ROW_SUM,
    "total.all_rows": "You use the sums of all V rows at once. Take one per pair: `table.sum(axis=1)[inputs]`.",
    "below.none": "The head start is missing in the denominator. Every one of the V characters gets it, so add "
    "a · V.",
    "below.a": "You add a in the denominator. Every one of the V characters gets the head start, so add a · V; "
    "otherwise the probabilities add up to more than 1.",
    "below.one": "You add 1 in the denominator. Add a · V.",
    "below.V": "You add V in the denominator. Add a · V.",
    "below.a_V_squared": "You add a · V². There are V characters that may come next, and each gets the head start: add a · V.",
    "below.a_V_twice": "The head start is twice in the denominator. If your table begins with a, its row sums "
    "contain a · V already.",
    "below.times_V": "You multiply count(read) by V as well, because brackets are misplaced. The denominator is "
    "count(read) + a · V.",
    "below.a_V_alone": "You divide by a · V alone. The denominator is count(read) + a · V.",
    "below.followers": "You count only the different next characters in the denominator. All V characters get "
    "the head start: add a · V.",
    "below.nothing": "The denominator is missing. Divide by count(read) + a · V.",
    "p.no_head_start": f"You leave out the head start, and divide by 1 where a row is empty. {_UNSEEN} {_BOTH}",
    "p.no_head_start_python": "You leave out the head start, so you divide by 0 where a character begins no "
    f"pair. {_BOTH}",
    "p.no_head_start_math": "You leave out the head start, so you take the logarithm of 0 at a pair that was "
    f"never counted. {_BOTH}",
    "p.no_brackets": "Brackets are missing: Python divides before it adds. Write (count + a) / (total + a * V).",
    "p.no_brackets_above": "The brackets round the numerator are missing: Python divides before it adds. Write "
    "(count + a) / (total + a * V).",
    "p.no_brackets_below": "The brackets round the denominator are missing: Python divides before it adds. "
    "Write (count + a) / (total + a * V).",
    "p.plus_a": f"You add a to the probability. {_BOTH}",
    "p.unseen_a": f"You use a as the probability of pairs that were never counted. {_BOTH}",
    "p.unseen_even": f"You use 1 / V as the probability of pairs that were never counted. {_BOTH}",
    "p.unseen_one": "Pairs that were never counted have no surprise in your sum, although they surprise most. "
    + _BOTH,
    "p.seen_alone": "You leave out pairs of `tested` that were never counted. Score all pairs.",
    "p.even": "Your loss is ln V, the uniform baseline. Use the counts of `counted`.",
    "p.unigram": "You use the frequency of the next character in `counted` (a unigram model). The probability "
    "depends on the character that was read.",
    "p.of_next_alone": "You use the frequency of the next character alone (a unigram model). The probability "
    "depends on the character that was read.",
    "p.of_pair": "You use the probability of the whole pair, with a · V² in the denominator. The character that "
    "was read is known: divide by count(read) + a · V.",
    "p.all_entries": "You take the mean over the whole table. Take it over the pairs of `tested`.",
    "p.all_next": "You take the mean over all V next characters. Use the one that came: `table[inputs, targets]`.",
    **{
        f"epsilon.added_{k}": f"You add 1e-{k} to each probability, so they no longer add up to 1. The head start "
        "keeps them above 0."
        for k in (8, 9, 10, 12)
    },
    **{
        f"epsilon.at_least_{k}": f"You raise smaller probabilities to 1e-{k}, so they no longer add up to 1. The "
        "head start keeps them above 0."
        for k in (8, 9, 10, 12)
    },
    "log.base_2": "Your logarithm is the one to base 2, so your loss is in bits. In nats it is `np.log`.",
    "log.base_10": "Your logarithm is the one to base 10. In nats it is `np.log`.",
    "log.none": "The logarithm is missing: you average the probabilities. The surprise is −ln p.",
    "log.one_minus": "Your surprise is 1 − p. It is −ln p.",
    "log.reciprocal": "You average 1 / p. The surprise is its logarithm, −ln p.",
    "log.times_p": "You weight each surprise with p, as in an entropy. Each pair of `tested` counts once: −ln p.",
    "log.math": "`math.log` takes one number. `np.log` takes the whole array.",
    "log.positive": "The minus sign is missing: the logarithm of a probability is negative, a surprise is not.",
    "mean.sum": "You add the surprises up, but do not divide by their number. The loss is their mean, so that "
    "texts of different lengths can be compared.",
    "mean.median": "You take the median. The loss is the mean of the surprises.",
    "mean.first": "You return the first surprise alone. Does `return` stand inside the loop?",
    "mean.last": "You return the last surprise alone. Add them up in the loop, with `+=`.",
    "mean.first_share": "You return the first surprise, divided by the number of pairs. Does `return` stand "
    "inside the loop?",
    "mean.last_share": "You return the last surprise, divided by the number of pairs. Add the surprises up, with "
    "`+=`.",
    "mean.product_of_p": "You multiply the probabilities. Take the mean of their surprises, −ln p.",
    "mean.characters": "You divide by the number of characters of `tested`. There is one pair fewer than "
    "characters.",
    "mean.one_fewer": "You divide by one less than the number of pairs. There are len(tested) − 1 of them.",
    "mean.V": "You divide by V. Divide by the number of pairs of `tested`.",
    "mean.counted": "You divide by the length of `counted`. Divide by the number of pairs of `tested`.",
    "mean.log_of_mean": "You average the probabilities and take the logarithm of the mean. Take the surprise of "
    "each pair first, then the mean.",
    "mean.distinct_pairs": "You score each distinct pair of `tested` once. Score it as often as it occurs.",
    "mean.all": "You return the surprises one by one. Return their mean.",
    "result.perplexity": "You return e^loss, the perplexity. Return the loss itself, in nats.",
    "result.bits_to_nats": "You multiply by ln 2, as for bits. With `np.log` the loss is in nats already.",
    "result.rounded": "You round the loss to two decimals. Return it as it is.",
    "result.rounded_to_3": "You round the loss to three decimals. Return it as it is.",
    "result.in_array": "You return the loss in an array of length 1. Return a single number.",
}
