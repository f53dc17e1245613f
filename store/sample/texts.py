"""What the sample’s people wrote: strengths, areas for development, actions and their impact."""

from __future__ import annotations

from typing import NamedTuple


class Area(NamedTuple):
    """An area for development, the action it led to, and what came of it."""

    development: str
    action: str
    timing: str
    weeks: int
    """Weeks from the workshop to the deadline."""
    source: str
    comments: str
    impact: str


STRENGTHS = (
    "Pupils speak with confidence about what they are learning and why.",
    "Relationships between staff and pupils are warm, and routines are calm and well understood.",
    "Phonics is taught consistently well; every adult uses the same language and the same actions.",
    "The Early Years environment invites talk and independence, indoors and outside.",
    "Leaders know their school well; the SEF is honest and is borne out by what was seen.",
    "Vocabulary is planned for and revisited; pupils use it accurately in their writing.",
    "Pupils with special educational needs are included in every lesson and well supported.",
    "The mathematics curriculum builds step by step, and pupils can explain their methods.",
    "Books show pride in presentation and clear progress over the year.",
    "Governors are well informed and ask the questions that matter.",
    "Support staff are skilled and are used to very good effect.",
    "The school’s values are lived: pupils named them, and gave examples.",
    "Reading is at the heart of the school; the library is used every day.",
    "Behaviour at playtimes is excellent, and older pupils look after younger ones.",
)

AREAS = (
    Area(
        "Retrieval of what was learnt before is not yet part of every lesson.",
        "Begin every foundation subject lesson with a short retrieval task, planned from the "
        "knowledge organiser.",
        "In all classes by half term; looked at in books each month",
        6,
        "a",
        "Subject leaders to share examples at staff meetings.",
        "Retrieval tasks are seen in every class; pupils recalled prior learning in two thirds "
        "of the subjects sampled.",
    ),
    Area(
        "Greater depth in writing is inconsistent between year groups.",
        "Moderate writing with a partner school each half term, and agree what greater depth "
        "looks like in each year.",
        "First moderation within four weeks, then every half term",
        4,
        "b",
        "Supply cover for two half days is needed.",
        "Moderation took place four times; judgements in Years 4 and 5 are now secure.",
    ),
    Area(
        "The lowest 20% of readers do not all read aloud to an adult often enough.",
        "Timetable daily reading for the lowest 20% and keep a simple record of it.",
        "To start on the first Monday after half term",
        3,
        "a",
        "Volunteers to be trained by the English leader.",
        "The identified readers now read every day; nine of fourteen have moved up a phase.",
    ),
    Area(
        "Middle leaders’ monitoring does not always lead to a next step.",
        "Coach middle leaders in pairs: one joint book look and one conversation with pupils each "
        "term, ending in a written next step.",
        "Two rounds by the end of the summer term",
        16,
        "b",
        "An Improvement Champion will join the first round.",
        "All six leaders completed two rounds; action points are visible in their plans.",
    ),
    Area(
        "Pupils’ reasoning in mathematics is stronger orally than in writing.",
        "Introduce sentence stems for reasoning, and model them in every mathematics lesson.",
        "Trial in Years 2 and 5 by half term, then all classes",
        10,
        "a",
        "Stems to go on the working walls.",
        "Stems are in daily use; written reasoning has improved most in Key Stage 2.",
    ),
    Area(
        "Feedback from staff on workload has not yet been followed up.",
        "Hold a workload conversation with every team, and publish what will stop.",
        "By the end of the term",
        8,
        "a",
        "The governor for well-being will take part.",
        "Three practices were dropped; the staff survey is more positive than last year’s.",
    ),
    Area(
        "Outdoor learning in Reception is not yet planned with the same care as indoors.",
        "Plan outdoor provision weekly with the same template as indoors, after a visit to a "
        "partner school.",
        "Visit within three weeks; new planning the week after",
        4,
        "b",
        "Release for the Reception team for one morning.",
        "The visit took place; outdoor provision is planned weekly and used by more children.",
    ),
    Area(
        "Attendance of disadvantaged pupils is below that of their peers.",
        "Meet the families of pupils below 92% every half term, with the attendance specialist.",
        "First meetings within four weeks",
        4,
        "c",
        "The local authority’s attendance specialist has offered three visits.",
        "Attendance of the group rose by 1.8 percentage points; four families still need support.",
    ),
    Area(
        "The curriculum for history does not yet make the most of the locality.",
        "Rewrite two history units with a local enquiry, and share them with the partnership.",
        "Units ready by the end of the spring term",
        14,
        "b",
        "The record office offers sources at no cost.",
        "Both units were taught; pupils spoke of them with enthusiasm and detail.",
    ),
    Area(
        "Adults sometimes help too soon, and pupils wait to be helped.",
        "Train all support staff in stepping back: wait, prompt, then help.",
        "Training on the next non-pupil day; drop-ins for six weeks",
        9,
        "c",
        "The specialist teacher team will lead the training.",
        "Drop-ins show pupils attempting tasks alone for longer in all but one class.",
    ),
)

FOCUS = (
    "How well does the curriculum help pupils to remember more?",
    "How consistently is early reading taught, and does it reach the lowest 20%?",
    "How effective is the work of middle leaders in the foundation subjects?",
    "How well do all pupils, and those with special educational needs above all, reason and "
    "explain in mathematics?",
    "How does writing develop from Reception to Year 6?",
)
EVIDENCE = (
    "Books from three pupils of each class",
    "Conversations with pupils",
    "Visits to lessons with the subject leader",
    "The leaders’ own monitoring records",
    "Planning and knowledge organisers",
)
ACTIVITIES = (
    "Learning walk with the headteacher; visits to ten lessons; a book look with subject leaders; "
    "conversations with two groups of pupils; a meeting with a governor.",
    "Visits to phonics groups and lessons in every key stage; pupils heard reading; a meeting "
    "with middle leaders; scrutiny of books.",
    "Learning walks in pairs; joint book look; meetings with the SENCo and the Early Years lead; "
    "lunch with the school council.",
)
DAY = (
    ("9.00", "Arrival; meeting with the headteacher", "Review Team", "Headteacher’s office"),
    ("9.30", "Learning walk", "Review Team, headteacher", "All classes"),
    ("10.45", "Book look", "Lead Reviewer, subject leaders", "Library"),
    ("12.00", "Lunch with the school council", "Reviewers", "Hall"),
    ("13.15", "Conversations with pupils", "Reviewers", "Group room"),
    ("14.15", "Review Team prepares its findings", "Review Team", "Library"),
    ("15.30", "Feedback", "Headteacher, Improvement Champions, governor", "Headteacher’s office"),
)
EVALUATION = (
    "All schools but one were reviewed. Reviews were carried out in good time and in a spirit of "
    "trust; the sending of Action Plans has become more punctual.\n\n"
    "Next year: begin support earlier, and gather what it has achieved in the summer term."
)
