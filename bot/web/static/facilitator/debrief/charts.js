/** The pictures of a group, each drawn from its table. */

import { DIMENSIONS } from "../../chat/scores.js";
import { texts } from "../../texts.js";
import { said } from "../../texts/debrief.en.js";
import { box, dot, labelled, legend, line, panels, path, picture, words } from "./drawing.js";

const POINTS = [0, 1, 2, 3];
const MOST_ROWS = 16;

const percent = (share) => `${Math.round(share * 100)} %`;

/** The rows of a table as objects by the ids of its columns. */
export function records(table) {
  return table.rows.map((row) => Object.fromEntries(table.columns.map((column, at) => [column.id, row[at]])));
}

const byDimension = (rows) => DIMENSIONS.map((dimension) => ({ title: texts.scores.long[dimension], rows: rows.filter((row) => row.dimension === dimension) }));

/** Columns in one panel; `series` are the values above each label, with their kinds. */
function columns({ labels, series }, x, width, { top = 30, height = 130, most }) {
  const each = width / labels.length;
  const bottom = top + height;
  const room = (each * 0.78) / series.length;
  return [
    labels.map((label, at) => words(x + each * (at + 0.5), bottom + 18, label, { anchor: "middle", quiet: true })),
    series.map(({ kind, values, shown }, nth) =>
      values.map((value, at) => {
        const tall = most ? (value / most) * (height - 18) : 0;
        const left = x + each * at + each * 0.11 + room * nth;
        return [box(kind, left, bottom - tall, room - 2, tall), words(left + room / 2 - 1, bottom - tall - 5, shown[at], { anchor: "middle", size: 12 })];
      }),
    ),
    line("quiet", x, bottom, x + width, bottom),
  ];
}

function scoreDistribution(table) {
  const all = byDimension(records(table));
  const most = Math.max(...all.flatMap(({ rows }) => rows.map((row) => row.share ?? 0)));
  const draw = ({ rows }, x, width) => {
    const series = [{ kind: "main", values: rows.map((row) => row.share ?? 0), shown: rows.map((row) => (row.of ? percent(row.share) : "")) }];
    return [columns({ labels: POINTS.map(String), series }, x, width, { most }), words(x, 200, said.charts.of(rows[0]?.of ?? 0), { quiet: true })];
  };
  return picture(206, panels(all, draw));
}

function scoreCourse(table) {
  const all = byDimension(records(table));
  const last = Math.max(2, ...all.flatMap(({ rows }) => rows.map((row) => row.turn)));
  const [top, height] = [30, 132];
  const draw = ({ rows }, x, width) => {
    const inner = width - 16;
    const px = (turn) => x + 16 + ((turn - 1) / (last - 1)) * inner;
    const py = (score) => top + height - (score / 3) * height;
    const band = [...rows.map((row) => `${px(row.turn)} ${py(row.upper)}`), ...[...rows].reverse().map((row) => `${px(row.turn)} ${py(row.lower)}`)];
    return [
      POINTS.map((score) => [line("quiet", x + 16, py(score), x + width, py(score)), words(x + 8, py(score) + 4, String(score), { anchor: "end", quiet: true, size: 12 })]),
      rows.length > 1 && path("other", `M${band.join("L")}z`, true),
      rows.length > 0 && path("main", `M${rows.map((row) => `${px(row.turn)} ${py(row.median)}`).join("L")}`),
      rows.map((row) => dot("main", px(row.turn), py(row.median), 3)),
      words(px(1), top + height + 18, "1", { quiet: true, anchor: "middle" }),
      words(px(last), top + height + 18, String(last), { quiet: true, anchor: "end" }),
    ];
  };
  return picture(214, panels(all, draw), legend([["main", said.charts.median], ["other", said.charts.half]], 208));
}

/** A scale from 0 to 3 above rows, with lines down through them. */
function scale(x, width, top, bottom, marks = POINTS, most = 3) {
  return marks.map((mark) => {
    const at = x + (mark / most) * width;
    return [line("quiet", at, top + 6, at, bottom), words(at, top, String(mark), { anchor: "middle", quiet: true, size: 12 })];
  });
}

function probeScores(table) {
  const rows = records(table).filter((row) => row.scored > 0);
  const named = rows.map((row, at) => ({
    ...row,
    bold: at === 0 || rows[at - 1].probe !== row.probe,
    label: at === 0 || rows[at - 1].probe !== row.probe ? `${row.about}: ${texts.scores.names[row.dimension]}` : texts.scores.names[row.dimension],
  }));
  const { parts, bottom, x, width } = labelled(
    named,
    (row, left, y, room) => [
      box("other", left + (row.lower / 3) * room, y - 6, ((row.upper - row.lower) / 3) * room, 12),
      dot("main", left + (row.median / 3) * room, y),
    ],
    { top: 24, gap: 4 },
  );
  return rows.length ? picture(bottom + 34, scale(x, width, 14, bottom), parts, legend([["main", said.charts.median], ["other", said.charts.half]], bottom + 26)) : null;
}

const KIND_OF_END = { agreement: "main", appointment: "other", stalled: "quiet", walkout: "warm", stopped: "before", going_on: "before" };

/** Rows with one bar each. */
function bars(rows, { most, kind, value, figure, top = 0 }) {
  return labelled(
    rows,
    (row, x, y, width) => {
      const long = most ? (value(row) / most) * width : 0;
      return [box(kind(row), x, y - 9, long, 18), words(x + long + 8, y + 4.5, figure(row))];
    },
    { top, gap: 6, right: 110 },
  );
}

function ends(table, _tables, titles) {
  const rows = records(table).filter((row) => row.talks > 0 || row.end in said.talks.ends);
  const many = new Set(rows.map((row) => row.scenario)).size > 1;
  const named = rows.map((row) => ({ ...row, label: many ? `${titles.get(row.scenario) ?? row.scenario}: ${said.charts.ends[row.end]}` : said.charts.ends[row.end] }));
  const { parts, bottom } = bars(named, { most: 1, kind: (row) => KIND_OF_END[row.end], value: (row) => row.share, figure: (row) => said.charts.ofAll(row.talks, row.of) });
  return picture(bottom, parts);
}

function shareOfTalk(table, tables) {
  const rows = records(table);
  const most = Math.max(...rows.map((row) => row.talks));
  const [x, width, top, height] = [20, 700, 74, 140];
  const bars_ = columns({ labels: rows.map(() => ""), series: [{ kind: "main", values: rows.map((row) => row.talks), shown: rows.map((row) => (row.talks ? String(row.talks) : "")) }] }, x, width, { most, top, height });
  const beside = records(tables.find((one) => one.id === "share_beside_schools") ?? { rows: [], columns: [] }).filter((row) => row.kind !== "group" && row.share !== null);
  // The furthest right on top, so that no label lies across the line of another.
  const marks = [...beside].sort((a, b) => b.share - a.share);
  return picture(
    250,
    bars_,
    [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => words(x + share * width, top + height + 20, percent(share), { anchor: "middle", quiet: true })),
    marks.map((mark, at) => {
      const left = x + mark.share * width;
      const end = mark.share > 0.4;
      return [line(mark.kind === "aim" ? "main" : "warm", left, 10 + at * 20, left, top + height, mark.kind === "aim" ? null : "5 4"), words(left + (end ? -7 : 7), 14 + at * 20, `${mark.what}: ${percent(mark.share)}`, { anchor: end ? "end" : "start", size: 12 })];
    }),
  );
}

function strategies(table) {
  const rows = records(table).map((row) => ({ ...row, label: row.name }));
  const most = Math.max(1, ...rows.map((row) => row.used_by + row.missed_by));
  const { parts, bottom } = labelled(
    rows,
    (row, x, y, width) => {
      const [used, missed] = [(row.used_by / most) * width, (row.missed_by / most) * width];
      return [box("main", x, y - 9, used, 18), box("before", x + used, y - 9, missed, 18), words(x + used + missed + 8, y + 4.5, said.charts.usedMissed(row.used_by, row.missed_by))];
    },
    { top: 26, gap: 6, right: 150 },
  );
  return picture(bottom, legend([["main", said.charts.used], ["before", said.charts.missed]]), parts);
}

function moves(table) {
  const rows = records(table).filter((row) => row.replies > 0).map((row) => ({ ...row, label: texts.moves[row.move] ?? row.name }));
  if (!rows.length) return null;
  const kept = [...rows.filter((row) => row.helps).slice(0, MOST_ROWS), ...rows.filter((row) => !row.helps).slice(0, MOST_ROWS)];
  const { parts, bottom } = bars(kept, {
    most: Math.max(...kept.map((row) => row.replies)),
    kind: (row) => (row.helps ? "main" : "warm"),
    value: (row) => row.replies,
    figure: (row) => `${row.replies} (${percent(row.share)})`,
    top: 26,
  });
  return picture(bottom, legend([["main", texts.feedback.helps], ["warm", texts.feedback.hinders]]), parts);
}

function tries(table) {
  const rows = records(table).filter((row) => row.pairs > 0).map((row) => ({ ...row, label: `${said.charts.tries[row.what]}: ${texts.scores.names[row.dimension]}` }));
  if (!rows.length) return null;
  const { parts, bottom, x, width } = labelled(
    rows,
    (row, left, y, room) => {
      const [from, to] = [row.mean_before, row.mean_after].map((mean) => left + (mean / 3) * room);
      return [line("main", from, y, to, y), dot("before", from, y), dot("main", to, y), words(left + room + 12, y + 4.5, said.charts.pairs(row.pairs), { quiet: true })];
    },
    { top: 24, gap: 8, right: 90 },
  );
  return picture(bottom + 34, scale(x, width, 14, bottom), parts, legend([["before", said.charts.first], ["main", said.charts.again]], bottom + 26));
}

function confidence(table) {
  const all = byDimension(records(table));
  const most = Math.max(...all.flatMap(({ rows }) => rows.map((row) => row.answers)));
  if (!most) return null;
  const draw = ({ rows }, x, width) => {
    const series = [["before", "before"], ["after", "main"]].map(([when, kind]) => {
      const answers = rows.filter((row) => row.when === when).map((row) => row.answers);
      return { kind, values: answers, shown: answers.map((answer) => (answer ? String(answer) : "")) };
    });
    return columns({ labels: ["1", "2", "3", "4", "5"], series }, x, width, { most });
  };
  return picture(214, panels(all, draw), legend([["before", said.charts.before], ["main", said.charts.after]], 208));
}

function confidenceChange(table) {
  const rows = records(table).filter((row) => row.talks > 0).map((row) => ({ ...row, label: texts.scores.long[row.dimension] }));
  if (!rows.length) return null;
  const parts_ = [["less", "warm"], ["same", "quiet"], ["surer", "main"]];
  const { parts, bottom } = labelled(
    rows,
    (row, x, y, width) => {
      let left = x;
      return parts_.map(([part, kind]) => {
        const long = (row[part] / row.talks) * width;
        left += long;
        return [box(kind, left - long, y - 11, long, 22), row[part] > 0 && svgFigure(kind, left - long / 2, y, row[part])];
      });
    },
    { top: 26, gap: 8, right: 20 },
  );
  return picture(bottom, legend(parts_.map(([part, kind]) => [kind, said.charts.change[part]])), parts);
}

/** A figure on a bar: light on dark kinds, else dark. */
function svgFigure(kind, x, y, figure) {
  const node = words(x, y + 4.5, String(figure), { anchor: "middle", bold: true });
  if (kind !== "quiet") {
    node.setAttribute("fill", "#ffffff");
    node.setAttribute("class", "on-dark");
  }
  return node;
}

const CHARTS = {
  score_distribution: scoreDistribution,
  score_course: scoreCourse,
  probe_scores: probeScores,
  ends,
  share_of_talk: shareOfTalk,
  strategies,
  moves,
  tries,
  confidence,
  confidence_change: confidenceChange,
};

/** Whether a table is one that a picture is drawn from. */
export function hasChart(table) {
  return table.id in CHARTS;
}

/** The picture of a table; null where there is none to draw. */
export function chartOf(table, tables, titles) {
  if (!table.rows.length || !CHARTS[table.id]) return null;
  const chart = CHARTS[table.id](table, tables, titles);
  chart?.setAttribute("aria-label", table.title);
  return chart;
}
