"""What ratings in a council's own words count as: by the colours of their cells or of the key."""

from __future__ import annotations

from assembled import actions, brought, listed
from tables_drawn import drawn

from plan_workbook.bringing.documents.document import Table

RED, AMBER, GREEN, BLUE = "[FF0000]", "[FFC000]", "[00B050]", "[0070C0]"


def rated(*ratings: str) -> Table:
    """Return a table of actions with these ratings."""
    texts = (
        "Hire a head of service",
        "Audit forty cases a month",
        "Publish an offer to recruits",
        "Train all managers",
    )
    rows = [
        f"1.{at} | {text} | Tom Fell | {rating}" for at, (text, rating) in enumerate(zip(texts, ratings, strict=False))
    ]
    return drawn("\n".join(["Ref | Action | Owner | Delivery status", *rows]))


def test_unknown_words_count_as_the_colours_of_their_cells_say():
    made = brought("# Priority 1: Homes", rated(f"Blocked {RED}", f"Proceeding {GREEN}", f"Blocked {RED}"))
    assert actions(made, "RAG") == ["1 | R", "1 | G", "1 | R"]
    assert any("'Blocked'" in question and "off track" in question for question in made.questions)


def test_how_bad_a_known_word_is_depends_on_its_colour():
    made = brought("# Priority 1: Homes", rated(f"Behind schedule {RED}", f"Minor delay {AMBER}"))
    assert actions(made, "RAG") == ["1 | R", "1 | A"]


def test_a_rating_called_as_the_counts_call_something_else_gets_a_label_that_a_scale_can_have():
    made = brought("# Priority 1: Homes", rated("Overdue", "On track", "Complete"))
    assert actions(made, "RAG") == ["1 | R", "1 | G", "1 | C"]
    assert "R | Overdue (off track) | off track" in listed(made, "ratings", "Code", "Label", "Counts as")


def test_what_words_say_plainly_stands_whatever_its_colour_is():
    made = brought("# Priority 1: Homes", rated(f"Complete {GREEN}", f"Not started {RED}", f"In progress {AMBER}"))
    assert actions(made, "RAG") == ["1 | C", "1 | N", "1 | G"]


def test_a_word_in_two_colours_counts_as_neither():
    made = brought("# Priority 1: Homes", rated(f"Proceeding {GREEN}", f"Proceeding {RED}", f"Complete {BLUE}"))
    assert actions(made, "RAG") == ["1 | Proceeding", "1 | Proceeding", "1 | C"]


def test_a_key_of_unknown_words_is_known_by_its_colours():
    key = drawn(f"Key\nBlocked {RED}\nNeeds attention {AMBER}\nProceeding {GREEN}", "plan.docx, table 2")
    made = brought("# Priority 1: Homes", rated("Blocked", "Proceeding", "Needs attention"), key)
    assert actions(made, "RAG") == ["1 | R", "1 | G", "1 | A"]
    assert listed(made, "ratings", "Code", "Label", "Counts as")[0] == "R | Blocked | off track"


def test_the_words_of_a_key_are_the_labels_and_what_it_says_of_them_their_meaning():
    key = drawn(f"""
        Not started {RED} | Nothing is done
        Started, some concerns {AMBER} | Work has begun
        Progressing well {GREEN} | Going to plan
    """)
    made = brought(key, "# Priority 1: Homes", rated("Not started", "Started, some concerns", "Progressing well"))
    assert actions(made, "RAG") == ["1 | N", "1 | A", "1 | G"]
    assert listed(made, "ratings", "Label", "Progress")[1] == "Started, some concerns | Work has begun"


def test_a_place_in_a_list_before_a_rating_is_no_part_of_it():
    made = brought("# Priority 1: Homes", rated("1 - Red", "3 - Green", "4. Blue"))
    assert actions(made, "RAG") == ["1 | R", "1 | G", "1 | B"]


def test_a_tick_below_a_rating_is_that_rating():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
            Action | Owner | By when | Red | Amber | Green | Progress
            Hire a head of service | Tom Fell | 31/10/2023 | | x | | Two offers are out
            Audit forty cases a month | Ann Lee | 30/09/2023 | | | x | All were done
        """),
    )
    assert actions(made, "RAG", "Comment") == ["1 | A | Two offers are out", "1 | G | All were done"]


def test_a_colour_that_last_month_had_too_is_still_this_month_s_rating():
    rows = drawn(f"""
        Ref | Action | Owner | End | Oct 2023 | Nov 2023 | Narrative
        1.1 | Hire a head of service | Tom Fell | 31/12/2023 | {RED} | {RED} | No offers
        1.2 | Audit forty cases a month | Ann Lee | 30/11/2023 | {AMBER} | {GREEN} | All were done
    """)
    assert actions(brought("# Priority 1: Homes", rows), "RAG") == ["1 | R", "1 | G"]


def test_a_key_has_its_headings_and_says_what_each_rating_means():
    key = drawn("""
        *BRAG* | *What it means*
        Blue [5B9BD5] | Finished and evidence seen
        Green [92D050] | On track to be finished by its date
        Amber [FFC000] | Some slippage, but recoverable
        Red [FF0000] | Off track; the board needs to act
        """)
    made = brought("# BRAG key", key, "# Priority 1: Homes", rated("Blue", "Green"))
    assert listed(made, "ratings", "Code", "Counts as", "Progress") == [
        "B | complete | Finished and evidence seen",
        "G | on track | On track to be finished by its date",
        "A | at risk | Some slippage, but recoverable",
        "R | off track | Off track; the board needs to act",
    ]
    assert not made.questions


# Ratings that are only colours, and of no column of ratings


def coloured(*refs: str) -> Table:
    """Return a table of actions of two items without a column of ratings."""
    texts = (
        "Hire a head of service",
        "Audit forty cases a month",
        "Publish an offer to recruits",
        "Train all managers",
    )
    rows = [
        f"{1 + at // 2}. Item | {ref} | {text} | Tom Fell"
        for at, (text, ref) in enumerate(zip(texts, refs, strict=True))
    ]
    return drawn("\n".join(["Priority | Ref | Action | Owner", *rows]))


def test_the_colours_of_refs_are_ratings_where_no_column_has_any():
    made = brought(coloured(f"1.1 {RED}", f"1.2 {GREEN}", f"2.1 {AMBER}", f"2.2 {GREEN}"))
    assert actions(made, "Ref", "RAG") == ["1 | 1.1 | R", "1 | 1.2 | G", "2 | 2.1 | A", "2 | 2.2 | G"]
    assert [each for each in made.questions if "No column has ratings: the colours of 4 cells were taken" in each]


def test_one_colour_for_all_actions_of_an_item_is_no_rating():
    made = brought(coloured(f"1.1 {RED}", f"1.2 {RED}", f"2.1 {GREEN}", f"2.2 {GREEN}"))
    assert actions(made, "RAG") == ["1 | ", "1 | ", "2 | ", "2 | "]


def test_a_colour_that_only_the_key_explains_is_a_rating_too():
    key = drawn(f"Key |\n{RED} | Off track\n{GREEN} | On track\n[7030A0] | Complete", "plan.docx, table 2")
    made = brought(coloured(f"1.1 {RED}", f"1.2 {GREEN}", "2.1 [7030A0]", f"2.2 {GREEN}"), key)
    assert actions(made, "RAG")[2] == "2 | C"


def test_what_a_key_says_of_a_colour_that_may_mean_anything_goes_before_what_it_usually_means():
    key = drawn(
        "Key\nPurple | Finished and signed off\nGreen | Going to plan\nRed | Will miss its date", "plan.docx, table 2"
    )
    made = brought("# Priority 1: Homes", rated("Purple", "Green", "Red"), key)
    assert listed(made, "ratings", "Code", "Counts as")[0] == "P | complete"


def test_a_minor_concern_is_at_risk_however_late_it_may_be():
    key = drawn(
        """
        Rating | What it means
        No concern | Going to plan
        Minor concern | Up to four weeks late
        Major concern | More than four weeks late
        """,
        "plan.docx, table 2",
    )
    made = brought("# Priority 1: Homes", rated("Minor concern", "No concern", "Major concern"), key)
    assert actions(made, "RAG") == ["1 | A", "1 | G", "1 | R"]
