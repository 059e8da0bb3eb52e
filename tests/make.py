"""Plain factories for every model, and the small fixed data set that most tests use. Any test may import this.

Each factory creates one row with fixed defaults and sets what the loader would derive: earliest and latest from the
dates, search_text from the names and texts. A relation that is not given is the default row of its model, created once.
Nothing is random and nothing reads the clock.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from timeline import models
from timeline.domain import dates, folding
from timeline.domain.authors import named, read_lines
from timeline.domain.collation import letters_key, sort_key


def _words(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def _edges(start: str, end: str = "") -> tuple[date | None, date | None]:
    """The first day of `start` and the last day of `end`; None for an empty text."""
    return (
        dates.parse(start).earliest if start else None,
        dates.parse(end).latest if end else None,
    )


def release(*, digest: str = "", loaded_at: datetime = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)) -> models.Release:
    return models.Release.objects.create(
        hash=digest or hashlib.sha256(b"the cast").hexdigest(),
        source_digest=hashlib.sha256(b"its files").hexdigest(),
        loaded_at=loaded_at,
        name=f"{loaded_at:%Y-%m-%d}",
        counts={"meetings": models.Meeting.objects.count(), "positions": models.Position.objects.count()},
    )


def issue(
    *,
    slug: str = "missile-defense",
    name: str = "",
    question: str = "",
    comparable: bool = True,
    answers: tuple[str, str, str] = ("limit them", "limit some", "leave them free"),
    ordinal: int | None = None,
) -> models.Issue:
    name = name or _words(slug)
    question = question or f"Should there be limits: {name}?"
    return models.Issue.objects.create(
        slug=slug,
        name=name,
        name_key=letters_key(name),
        question=question,
        comparable=comparable,
        answer_supports=answers[0],
        answer_conditional=answers[1],
        answer_opposes=answers[2],
        ordinal=models.Issue.objects.count() if ordinal is None else ordinal,
        search_text=folding.fold(name, question),
    )


def negotiation(
    *, slug: str = "summits", name: str = "", start: str = "1955", end: str = "", ordinal: int | None = None
) -> models.Negotiation:
    name = name or _words(slug)
    return models.Negotiation.objects.create(
        slug=slug,
        name=name,
        name_key=letters_key(name),
        start=start,
        end=end,
        earliest=dates.parse(start).earliest,
        latest=_edges("", end)[1],
        ordinal=models.Negotiation.objects.count() if ordinal is None else ordinal,
        search_text=folding.fold(name),
    )


def official(
    *,
    slug: str = "ronald-reagan",
    name: str = "",
    family_name: str = "",
    native_name: str = "",
    side: str = "US",
    aliases: Sequence[str] = (),
) -> models.Official:
    name = name or " ".join(part.capitalize() for part in slug.split("-"))
    made = models.Official.objects.create(
        slug=slug,
        name=name,
        name_key=letters_key(name),
        family_name=family_name or name.split()[-1],
        sort_key=sort_key(family_name or name.split()[-1]),
        native_name=native_name,
        side=side,
        search_text=folding.fold(name, native_name, *aliases),
    )
    for ordinal, alias in enumerate(aliases):
        models.Alias.objects.create(official=made, name=alias, ordinal=ordinal)
    return made


def post(
    *, official: models.Official | None = None, title: str = "President", start: str = "", end: str = ""
) -> models.Post:
    official = official or _default_official()
    earliest, latest = _edges(start, end)
    return models.Post.objects.create(
        official=official,
        title=title,
        start=start,
        end=end,
        earliest=earliest,
        latest=latest,
        ordinal=official.posts.count(),
    )


def leader(
    *,
    official: models.Official | None = None,
    name: str = "",
    office: str = "President",
    start: str = "1981-01-20",
    end: str = "1989-01-20",
) -> models.Leader:
    official = official or _default_official()
    return models.Leader.objects.create(
        side=official.side,
        official=official,
        name=name or official.name,
        office=office,
        start=start,
        end=end,
        earliest=dates.parse(start).earliest,
        latest=_edges("", end)[1],
    )


def place(
    *,
    name: str = "Geneva",
    country: str = "CH",
    latitude: float = 46.2,
    longitude: float = 6.15,
    aliases: Sequence[str] = (),
    geonames: str = "",
) -> models.Place:
    return models.Place.objects.create(
        slug=folding.city_slug(name),
        name=name,
        country=country,
        latitude=latitude,
        longitude=longitude,
        aliases="\n".join(aliases),
        geonames=geonames,
    )


def story(
    *,
    slug: str = "two-summits",
    title: str = "Two summits",
    lead: str = "From one summit to the next.",
    steps: Sequence[tuple[str, str, str]] = (),
) -> models.Story:
    """A story with its steps, each as (item, heading, text)."""
    made = models.Story.objects.create(slug=slug, title=title, lead=lead, ordinal=models.Story.objects.count())
    for ordinal, (at, heading, text) in enumerate(steps):
        models.StoryStep.objects.create(story=made, ordinal=ordinal, at=at, heading=heading, text=text)
    return made


def article(
    *,
    slug: str = "gazette-1986-10-14-after-reykjavik",
    title: str = "After Reykjavik",
    untitled: bool = False,
    publisher: str = "The Gazette",
    authors: str = "",
    published: str = "1986-10-14",
    written: str = "",
    source_url: str = "",
    kind: str = "news",
    language: str = "en",
    summary: str = "What was said when the meeting was over.",
    is_seed: bool = False,
    checked_day: date | None = None,
    checked_status: str = "",
    checked_archived: str = "",
    checked_failed: str = "",
) -> models.Article:
    span = dates.parse(published)
    return models.Article.objects.create(
        slug=slug,
        title=title,
        title_key=letters_key(title),
        untitled=untitled,
        publisher=publisher,
        author=named(read_lines(authors)),
        authors=authors,
        published=published,
        written=written,
        earliest=span.earliest,
        latest=span.latest,
        source_url=source_url or f"https://gazette.example/{slug}",
        kind=kind,
        language=language,
        summary=summary,
        is_seed=is_seed,
        checked_day=checked_day,
        checked_status=checked_status,
        checked_archived=checked_archived,
        checked_failed=checked_failed,
        search_text=folding.fold(title, publisher, authors, summary),
    )


def meeting(
    *,
    slug: str = "1986-10-11-reykjavik-reagan-gorbachev",
    title: str = "",
    kind: str = "summit",
    status: str = "held",
    negotiation: models.Negotiation | None = None,
    part_of: models.Meeting | None = None,
    start: str = "1986-10-11",
    end: str = "",
    city: str = "Reykjavik",
    country: str = "IS",
    summary: str = "The two delegations met.",
    outcome: str = "",
    article: models.Article | None = None,
    issues: Sequence[models.Issue] = (),
) -> models.Meeting:
    """A meeting described in full by `article`, with `issues` on its agenda, and no participants yet."""
    title = title or f"Meeting at {city or 'a distance'}, {start}"
    span = dates.span(start, end)
    made = models.Meeting.objects.create(
        slug=slug,
        title=title,
        title_key=letters_key(title),
        kind=kind,
        status=status,
        negotiation=negotiation or _default_negotiation(),
        part_of=part_of,
        start=start,
        end=end,
        earliest=span.earliest,
        latest=span.latest,
        city=city,
        country=country,
        summary=summary,
        outcome=outcome,
        search_text=folding.fold(title, city, summary, outcome),
    )
    source = article or _default_article()
    report(meeting=made, article=source, is_description=True)
    for one in issues:
        agenda(meeting=made, issue=one, article=source)
    return made


def report(
    *, meeting: models.Meeting, article: models.Article | None = None, is_description: bool = False
) -> models.Report:
    article = article or _default_article()
    return models.Report.objects.create(
        meeting=meeting, article=article, is_description=is_description, ordinal=article.reports.count()
    )


def agenda(
    *,
    meeting: models.Meeting,
    issue: models.Issue | None = None,
    article: models.Article | None = None,
    announced: bool = False,
) -> models.MeetingIssue:
    return models.MeetingIssue.objects.create(
        meeting=meeting,
        issue=issue or _default_issue(),
        article=article or _describing(meeting),
        announced=announced,
        ordinal=meeting.agenda.count(),
    )


def participation(
    *,
    meeting: models.Meeting,
    official: models.Official | None = None,
    article: models.Article | None = None,
    side: str = "",
    role: str = "head",
    post: str = "",
) -> models.Participation:
    official = official or _default_official()
    return models.Participation.objects.create(
        meeting=meeting,
        official=official,
        article=article or _describing(meeting),
        side=side or official.side,
        role=role,
        post=post,
        ordinal=meeting.participations.count(),
    )


def position(
    *,
    article: models.Article | None = None,
    holder: models.Official | None = None,
    attributed_to: str = "",
    side: str = "",
    joint: bool = False,
    issue: models.Issue | None = None,
    stance: str = "supports",
    date: str = "1986-10-12",
    meeting: models.Meeting | None = None,
    summary: str = "The limits stay as they are.",
    quote: str = "the limits stay as they are",
    speech: str = "direct",
    translation: str = "",
    proof_hash: str = "",
    proof_checked: date | None = None,
    proof_prefix: str = "",
    proof_suffix: str = "",
    proof_against: str = "",
    not_found: date | None = None,
) -> models.Position:
    """A position of `holder` (the default official if neither holder nor attributed_to is given)."""
    article, issue = article or _default_article(), issue or _default_issue()
    if holder is None and not attributed_to:
        holder = _default_official()
    side = side or (holder.side if holder else "US")
    span = dates.parse(date)
    said = "|".join((side, holder.slug if holder else attributed_to, issue.slug, quote))
    return models.Position.objects.create(
        public_id=f"{article.slug}-{hashlib.sha256(said.encode()).hexdigest()[:8]}",
        article=article,
        holder=holder,
        attributed_to=attributed_to,
        side=side,
        joint=joint,
        issue=issue,
        stance=stance,
        date=date,
        earliest=span.earliest,
        latest=span.latest,
        meeting=meeting,
        summary=summary,
        quote=quote,
        speech=speech,
        translation=translation,
        proof_hash=proof_hash,
        proof_checked=proof_checked,
        proof_prefix=proof_prefix,
        proof_suffix=proof_suffix,
        proof_against=proof_against,
        not_found=not_found,
        ordinal=article.positions.count(),
        search_text=folding.fold(summary, quote, attributed_to, holder.name if holder else ""),
    )


def treaty(
    *,
    slug: str = "inf-treaty",
    name: str = "INF Treaty",
    full_name: str = "Treaty on the Elimination of Intermediate-Range and Shorter-Range Missiles",
    negotiation: models.Negotiation | None = None,
    signed_at: models.Meeting | None = None,
    signed: str = "1987-12-08",
    in_force: str = "1988-06-01",
    ended: str = "2019-08-02",
    suspended: str = "",
    status: str | None = None,
    superseded_by: str = "",
    summary: str = "Both sides gave up their ground-launched missiles of 500 to 5,500 km.",
    limits: str = "",
) -> models.Treaty:
    """A treaty; without a `status` it has ended if it has an end, and otherwise its status is unknown."""
    if status is None:
        status = ("ended" if in_force else "never-in-force") if ended else ""
    ends_when_signed = not ended and status in {"never-in-force", "political"}
    return models.Treaty.objects.create(
        slug=slug,
        name=name,
        name_key=letters_key(name),
        full_name=full_name,
        negotiation=negotiation or _default_negotiation(),
        signed_at=signed_at,
        signed=signed,
        in_force=in_force,
        suspended=suspended,
        ended=ended,
        status=status,
        superseded_by=superseded_by,
        earliest=dates.parse(signed).earliest,
        in_force_earliest=_edges(in_force)[0],
        suspended_earliest=_edges(suspended)[0],
        latest=_edges("", signed if ends_when_signed else ended)[1],
        summary=summary,
        limits=limits,
        search_text=folding.fold(name, full_name, summary, limits),
    )


def _default_issue() -> models.Issue:
    return models.Issue.objects.filter(slug="missile-defense").first() or issue()


def _default_negotiation() -> models.Negotiation:
    return models.Negotiation.objects.filter(slug="summits").first() or negotiation()


def _default_official() -> models.Official:
    return models.Official.objects.filter(slug="ronald-reagan").first() or official()


def _default_article() -> models.Article:
    return models.Article.objects.filter(slug="gazette-1986-10-14-after-reykjavik").first() or article()


def _describing(meeting: models.Meeting) -> models.Article:
    return meeting.reports.select_related("article").get(is_description=True).article


@dataclass(frozen=True, slots=True)
class Talks:
    """The data set of the fixture `talks`. Every row can also be looked up by its slug."""

    missile_defense: models.Issue
    intermediate_missiles: models.Issue
    compliance: models.Issue
    reagan: models.Official
    gorbachev: models.Official
    gottemoeller: models.Official
    ryabkov: models.Official
    summits: models.Negotiation
    salt: models.Negotiation
    stability: models.Negotiation
    helsinki: models.Meeting
    geneva: models.Meeting
    reykjavik: models.Meeting
    washington: models.Meeting
    moscow: models.Meeting
    cancelled: models.Meeting
    inf_treaty: models.Treaty
    release: models.Release


def talks() -> Talks:
    """Two sides, three issues, four officials, six meetings from 1969 to 2021, seven positions.

    Special cases: Helsinki names nobody; Moscow 2013 has a month for its date and two reports; the last meeting was
    cancelled and has only one side; compliance is not comparable; Ryabkov has a Cyrillic name and an alias; one
    position has an unnamed holder, one no meeting, one a proof, one no clear stance."""
    missile_defense = issue(
        slug="missile-defense", name="Missile defence", question="Should missile defences be limited?"
    )
    intermediate_missiles = issue(
        slug="intermediate-range-missiles",
        name="Intermediate-range missiles",
        question="Should land-based intermediate-range missiles be eliminated or barred?",
    )
    compliance = issue(
        slug="compliance", name="Compliance", question="Does the other side keep the treaty?", comparable=False
    )

    reagan = official(slug="ronald-reagan", name="Ronald Reagan", aliases=["Ronald W. Reagan"])
    post(official=reagan, title="President", start="1981", end="1989")
    gorbachev = official(slug="mikhail-gorbachev", name="Mikhail Gorbachev", native_name="Михаил Горбачёв", side="RU")
    post(official=gorbachev, title="General Secretary of the CPSU Central Committee", start="1985", end="1991")
    post(official=gorbachev, title="President of the Soviet Union", start="1990", end="1991")
    gottemoeller = official(slug="rose-gottemoeller", name="Rose Gottemoeller")
    post(official=gottemoeller, title="Under Secretary of State", start="2012", end="2016")
    ryabkov = official(
        slug="sergei-ryabkov",
        name="Sergei Ryabkov",
        native_name="Сергей Рябков",
        side="RU",
        aliases=["Sergey Ryabkov"],
    )
    post(official=ryabkov, title="Deputy Foreign Minister", start="2008")
    leader(official=reagan, office="President", start="1981-01-20", end="1989-01-20")
    leader(official=gorbachev, office="General Secretary", start="1985-03-11", end="1991-12-25")

    place(aliases=["Genève", "Женева"], geonames="2660646")
    place(name="Reykjavik", country="IS", latitude=64.14, longitude=-21.9)

    salt = negotiation(slug="salt-i", name="SALT I", start="1966", end="1972")
    summits = negotiation(slug="summits", name="Leaders' summits", start="1955")
    stability = negotiation(slug="strategic-stability", name="Strategic Stability Dialogue", start="2010")

    opening = article(
        slug="records-1969-11-17-talks-open",
        title="Talks open in Helsinki",
        publisher="Office of the Records",
        published="1969-11-17",
        kind="document",
        summary="The note on the first session.",
    )
    after = article(summary="Both sides' accounts of the two summits.")
    signing = article(
        slug="gazette-1987-12-09-pact-signed",
        title="Arms pact signed",
        authors="Reporter, Ada",
        published="1987-12-09",
        summary="The first day of the Washington summit.",
    )
    visit = article(
        slug="vestnik-2013-02-visit-to-moscow",
        title="Визит в Москву",
        publisher="Вестник",
        published="2013-02",
        language="ru",
        summary="Report of the visit, from Moscow.",
        is_seed=True,
    )
    echo = article(
        slug="courier-2013-02-21-a-week-later",
        title="A week later",
        publisher="The Courier",
        published="2013-02-21~",
        kind="analysis",
        summary="The visit as Washington saw it.",
    )

    helsinki = meeting(
        slug="1969-11-17-helsinki-salt-opens",
        title="SALT I, first session",
        kind="negotiating-round",
        negotiation=salt,
        start="1969-11-17",
        end="1969-12-22",
        city="Helsinki",
        country="FI",
        summary="The first session of the talks, behind closed doors.",
        article=opening,
        issues=[missile_defense],
    )
    geneva = meeting(
        slug="1985-11-19-geneva-reagan-gorbachev",
        title="Geneva summit",
        negotiation=summits,
        start="1985-11-19",
        end="1985-11-21",
        city="Geneva",
        country="CH",
        summary="The first meeting of Reagan and Gorbachev.",
        outcome="A joint statement.",
        article=after,
        issues=[missile_defense, intermediate_missiles],
    )
    reykjavik = meeting(
        title="Reykjavik summit",
        status="broken-off",
        negotiation=summits,
        end="1986-10-12",
        summary="Close to agreement, and apart over missile defence.",
        article=after,
        issues=[missile_defense, intermediate_missiles],
    )
    washington = meeting(
        slug="1987-12-08-washington-reagan-gorbachev",
        title="Washington summit",
        kind="signing",
        negotiation=summits,
        start="1987-12-08",
        city="Washington",
        country="US",
        summary="The treaty was signed.",
        article=signing,
        issues=[intermediate_missiles],
    )
    moscow = meeting(
        slug="2013-02-moscow-gottemoeller-ryabkov",
        title="Gottemoeller–Ryabkov talks, Moscow",
        kind="consultation",
        negotiation=stability,
        start="2013-02",
        city="Moscow",
        country="RU",
        summary="Consultations in February 2013.",
        article=visit,
        issues=[missile_defense, compliance],
    )
    cancelled = meeting(
        slug="2021-07-28-call-ryabkov",
        title="Call that was called off",
        kind="call",
        status="cancelled",
        negotiation=stability,
        start="2021-07-28",
        city="",
        country="",
        summary="A call was announced and called off.",
        article=echo,
    )
    report(meeting=moscow, article=echo)

    for summit in (geneva, reykjavik, washington):
        participation(meeting=summit, official=reagan, post="President")
        participation(meeting=summit, official=gorbachev, post="General Secretary")
    participation(meeting=moscow, official=gottemoeller, post="Acting Under Secretary of State")
    participation(meeting=moscow, official=ryabkov, post="Deputy Foreign Minister")
    participation(meeting=cancelled, official=ryabkov)

    position(
        article=after,
        holder=gorbachev,
        issue=missile_defense,
        stance="supports",
        date="1986-10-12",
        meeting=reykjavik,
        summary="Research stays in the laboratory.",
        quote="within the laboratory and nowhere else",
    )
    position(
        article=after,
        holder=reagan,
        issue=missile_defense,
        stance="opposes",
        date="1986-10-12",
        meeting=reykjavik,
        summary="The programme goes on.",
        quote="we will not give it up",
    )
    position(
        article=signing,
        holder=reagan,
        issue=intermediate_missiles,
        stance="supports",
        date="1987-12-08",
        meeting=washington,
        summary="The missiles go, and inspectors look.",
        quote="trust, but verify, as they say",
        proof_hash=hashlib.sha256(b"the text of the source").hexdigest(),
        proof_checked=date(2026, 1, 2),
        proof_prefix="he said:",
        proof_suffix="and smiled",
    )
    position(
        article=signing,
        holder=gorbachev,
        issue=intermediate_missiles,
        stance="supports",
        date="1987-12-08",
        meeting=washington,
        summary="A whole class of weapons is given up.",
        quote="a whole class of weapons",
        speech="reported",
    )
    position(
        article=visit,
        attributed_to="a source in the Foreign Ministry",
        side="RU",
        issue=missile_defense,
        stance="conditional",
        date="2013-02",
        meeting=moscow,
        summary="No further cuts without an agreement on missile defence.",
        quote="not without a relevant agreement",
    )
    position(
        article=echo,
        holder=gottemoeller,
        issue=compliance,
        stance="unclear",
        date="2013-02-21~",
        meeting=moscow,
        summary="There is room for progress.",
        quote="I see room for progress",
    )
    position(
        article=echo,
        holder=ryabkov,
        issue=missile_defense,
        stance="supports",
        date="2013-02-25",
        summary="The limits ought to be written down.",
        quote="written down and signed by both",
    )
    inf_treaty = treaty(negotiation=summits, signed_at=washington)
    story(
        steps=[
            (f"meetings/{geneva.slug}", "Geneva", "They met first."),
            (f"meetings/{reykjavik.slug}", "Reykjavik", "They met again."),
            ("treaties/inf-treaty", "A treaty", "They signed."),
        ]
    )
    return Talks(
        missile_defense=missile_defense,
        intermediate_missiles=intermediate_missiles,
        compliance=compliance,
        reagan=reagan,
        gorbachev=gorbachev,
        gottemoeller=gottemoeller,
        ryabkov=ryabkov,
        summits=summits,
        salt=salt,
        stability=stability,
        helsinki=helsinki,
        geneva=geneva,
        reykjavik=reykjavik,
        washington=washington,
        moscow=moscow,
        cancelled=cancelled,
        inf_treaty=inf_treaty,
        release=release(),
    )


def fourteen_more(talks: Talks, month: str) -> None:
    """Meetings on the first fourteen days of a month, with one official and one issue: the record, grown."""
    for day in range(1, 15):
        extra = meeting(slug=f"{month}-{day:02d}-extra", start=f"{month}-{day:02d}", issues=[talks.compliance])
        participation(meeting=extra, official=talks.reagan)
