/**
 * The drawn portrait of a person in a mood, around a head whose middle is at 50, 47. The colours stand in
 * styles/face.css. Nothing has an id, so many faces can share a page.
 */

import { svg } from "../dom.js";

/**
 * How each mood is drawn, less being higher. Brow: outer end, bow, inner end, how much higher the second one is. Lids:
 * the upper from end to end, the lower. Gaze: across, down. Mouth: half width, bend, opening. Pose: turn and nod of the
 * face, tilt of the head in degrees, shoulders, how far out of the picture.
 */
const MOODS = {
  furious: [[-9, -7.5, -2.6], [-3.6, -5.6, -0.6, 6], [0, 0], [7, -3.4, 9], [0, -1, -2, -3.5]],
  angry: [[-8.6, -8, -3.4], [-2.8, -4.6, -0.4, 5.4], [0.4, 0], [6, -3.6, 0], [0, 0.6, 0, -2.5]],
  upset: [[-6, -8.6, -11], [0, -4.2, -2.6, 5], [-0.6, 0.6], [5, -3.4, 0], [-1, 0.8, 4, -1]],
  wary: [[-8, -9.4, -6.4, 2.4], [-0.6, -3.4, -0.6, 4.2], [1.8, 0], [5, -1, 0], [-2.6, 0, -3, -1.5]],
  guarded: [[-7.4, -8.4, -7.6], [0, -2.4, 0, 5.4], [-2, 0.9], [4.4, -0.8, 0], [-3.6, 0.8, 2, 0]],
  calmer: [[-7.6, -10, -8.6], [-0.4, -4.2, -0.6, 5.2], [0.5, 0.2], [5, 1, 0], [0.8, 0, 2, 0]],
  calm: [[-7.8, -10.6, -8.8], [-0.6, -5, -0.6, 5], [0, 0], [5.4, 3.2, 0], [0, 0, 0, 0.5]],
  at_ease: [[-8.4, -12, -9.4], [0, -4.8, 0, 1.6], [0, -0.3], [6.6, 2.6, 7.5], [0.8, -0.6, -3, 1]],
  gone: [[-7.4, -7.8, -5], [0, -1.4, 0.4, 5], [2.2, 0.6], [4.4, -2.6, 0], [4, 1, 6, -1, 15]],
  quiet: [[-6.8, -8.4, -9.4], [0.4, 2.2, 0.2, 5.4], [0, 2], [4, -1.6, 0], [-1.5, 4, 5, 2.5]],
};

/** Half the width of the head, half that of the jaw, and the height of the chin. */
const SHAPES = { oval: [20, 13, 74], round: [21.5, 17, 72.5], long: [18.6, 12, 76.5], square: [20.4, 19, 74] };

const SWEPT = "M29 45C26 24 36 13 50 13s24 11 21 32c-2-10-9-18-21-19-12 1-19 9-21 19z";
const PARTED = "M29 50C25 26 36 13 50 13s25 13 21 37c-2-13-10-20-19-28-8 8-19 14-23 28z";
const BRAID = "c-6 3-6 9-2 12-5 4-5 9-1 12-4 4-3 9 0 12-1 4 0 7 3 9 4-2 5-6 4-9 4-3 4-8 1-12 4-3 4-8 1-12 3-3 3-8 0-12z";

/** Hair: what falls behind the head, what lies on it, and a few strands. */
const HAIR = {
  cropped: ["", "M30 43c-3-18 6-27 20-27s23 9 20 27c-1-6-2-11-5-15-9-4-21-4-30 0-3 4-4 9-5 15z"],
  short: ["", "M29 46C24 24 35 11 52 11c15 0 24 13 19 35-1-7-2-11-5-15-9 2-18 0-25-6-2 6-8 9-10 13-1 2-2 5-2 8z"],
  pixie: [
    "",
    "M28 52C22 26 33 9 52 10c17 1 24 18 20 42-2-3-2-8-3-13-3-6-7-10-11-14-6 8-17 11-25 12-2 5-2 11-5 15z",
    "M58 25c-2-5-6-8-11-9M33 37c1-7 4-12 9-15",
  ],
  curly: [
    "",
    "M29 48c-4-2-5-7-2-10-4-4-3-10 2-12-1-6 5-11 10-9 3-6 12-6 15-2 6-3 12 1 12 6 6 0 9 7 5 12 4 4 3 12-1 15 0-6-2-11-5-14-5 3-9 2-12-1-5 3-10 3-14 1-2 4-7 3-9 8-1 2-1 4-1 6z",
    "M39 17c-1 4 2 6 5 5M54 15c-3 2-3 6 1 7M66 21c-4 0-5 4-3 6",
  ],
  afro: ["M50 5c20 0 31 15 29 33-1 14-8 22-15 24H36c-7-2-14-10-15-24C19 20 30 5 50 5z", SWEPT],
  wavy: [
    "M27 40C20 20 33 9 50 9s30 11 23 31c5 5 4 9 2 14 6 6 4 13 0 17-3 9-13 8-15 4H40c-2 4-12 5-15-4-4-4-6-11 0-17-2-5-3-9 2-14z",
    "M29 50C24 27 35 12 52 12c16 0 24 15 19 38-1-9-4-17-12-24-7 8-24 8-30 24z",
    "M59 26c-2-5-7-7-12-7M28 55c-3 5-1 9 2 12M73 55c2 5 1 9-2 12",
  ],
  bob: [
    "M26 44C22 20 35 10 50 10s28 10 24 34c0 8 1 15 3 22-6 5-13 6-18 4H41c-5 2-12 1-18-4 2-7 3-14 3-22z",
    "M28 52C24 27 35 12 50 12s26 15 22 40c-1-7-2-12-4-17-12 2-24 2-36 0-2 5-3 10-4 17z",
    "M42 34c0-6 2-11 5-14M58 34c0-6-2-11-5-14",
  ],
  long: ["M26 44C22 19 35 9 50 9s28 10 24 35c1 14 3 28 7 42H19c4-14 6-28 7-42z", PARTED, "M52 22l-2-8M26 58q-1 14-3 24M74 58q1 14 3 24"],
  ponytail: ["M64 19c13-5 20 9 17 22-2 8 1 14-3 21-3-1-5-4-6-8-1-8-5-16-8-20z", SWEPT, "M37 30c2-6 6-10 11-12M63 30c-2-6-6-10-11-12"],
  bun: ["M60 6a9 9 0 1 1 0 18 9 9 0 1 1 0-18z", SWEPT, "M37 30c3-6 8-10 14-12M63 30c-2-6-4-9-6-11"],
  braids: ["", `${PARTED}M29 48${BRAID}M71 48${BRAID}`],
  receding: ["", "M29 46C26 30 31 20 38 17c7-4 17-4 24 0 7 3 12 13 8 29-1-6-1-10-4-14 0-6-4-9-9-11-3 3-12 3-15 0-5 2-9 5-9 11-3 4-3 8-4 14z"],
  bald: ["", "M30 47c-3-6-3-12 1-15 1 5 2 9 1 15zM70 47c3-6 3-12-1-15-1 5-2 9-1 15z"],
};

const COVERINGS = {
  cap: [
    ["second", "M28 34C26 16 37 8 50 8s24 8 22 26zM27 33c10-6 36-6 46 0 4 3 4 7-1 6-12-5-32-5-44 0-5 1-5-3-1-6z"],
    ["fold", "M28 33c11-6 33-6 44 0M50 8v20"],
  ],
  turban: [
    ["second", "M27 40C19 20 33 4 50 4s31 16 23 36C67 30 58 25 50 25s-17 5-23 15z"],
    ["fold", "M50 25C38 20 30 24 26 33M50 25c12-5 20-1 24 8M50 25C42 14 32 14 26 24M50 25c8-11 18-11 24-1"],
  ],
  headscarf: [
    ["second", "M50 10c19 0 27 14 25 34 1 14-2 26-8 34-10 5-24 5-34 0-6-8-9-20-8-34-2-20 6-34 25-34zm0 13c-13 0-18 10-18 23 0 16 8 26 18 26s18-10 18-26c0-13-5-23-18-23z"],
    ["fold", "M30 46c-2-16 6-27 20-27s22 11 20 27M32 68c6 7 11 9 18 9"],
  ],
};

const BODY = "M6 104c1-15 11-20 24-22 7-2 11-3 12-5h16c1 2 5 3 12 5 13 2 23 7 24 22z";
const OPEN = ["skin", "M42 74h16v4l-8 13-8-13z"];
const ROUND = ["skin", "M42 74h16l3 5c-3 10-19 10-22 0z"];
const SLEEVES = "M24 91l-3 12M76 91l3 12";
const TOPS = {
  collar: [["top", BODY], OPEN, ["lit", "M42 76l8 15-8 5-6-15zM58 76l-8 15 8 5 6-15z"], ["fold", `M50 92v12${SLEEVES}`]],
  jumper: [["top", BODY], ["lit", "M40 77c2 8 18 8 20 0l3 2c-3 12-23 12-26 0z"], ["fold", SLEEVES]],
  tee: [["top", BODY], ROUND, ["fold", `M39 79c3 10 19 10 22 0${SLEEVES}`]],
  jacket: [
    ["second", BODY],
    ["skin", "M42 74h16v4c-3 7-13 7-16 0z"],
    ["top", "M6 104c1-15 11-20 24-22 6-2 9-2 11-4l6 26zM94 104c-1-15-11-20-24-22-6-2-9-2-11-4L53 104z"],
    ["lit", "M41 76l-6 5 6 9 6 14zM59 76l6 5-6 9-6 14z"],
  ],
  uniform: [
    ["top", BODY],
    OPEN,
    ["second", "M42 75l8 16-2 3-9-17zM58 75l-8 16 2 3 9-17zM17 87l12-4 2 3-12 4zM83 87l-12-4-2 3 12 4z"],
  ],
  dungarees: [
    ["second", BODY],
    ROUND,
    ["top", "M29 81l6-1 3 9h24l3-9 6 1-3 23H32z"],
    ["metal", "M35 88h4v3h-4zM61 88h4v3h-4z"],
  ],
};

const DETAILS = {
  scarf: [["second", "M36 76c8 6 20 6 28 0 4 2 4 8 1 11-9 6-21 6-30 0-3-3-3-9 1-11zM55 87l9-2 4 19H56z"], ["fold", "M37 81c8 5 18 5 26 0M58 90l1 14"]],
  lanyard: [["strap", "M38 79l10 10M62 79L52 89"], ["white", "M45 88h10v9H45z"]],
  tape_measure: [["tape", "M38 78c-4 9-5 17-5 26M62 78c4 9 5 17 5 26"], ["ticks", "M36 83l2 1M34 88h2M64 83l-2 1M66 88h-2"]],
  fob_watch: [["strap", "M67 82v3"], ["metal", "M67 84a3 3 0 1 1 0 7 3 3 0 1 1 0-7z"], ["white", "M67 86a2 2 0 1 1 0 4 2 2 0 1 1 0-4z"]],
};

const GLASSES = "M34 43h13v6c0 7-13 7-13 0zM53 43h13v6c0 7-13 7-13 0zM47 46q3-2 6 0";
const TASH = "M50 57c-4-2-9 0-11 5 4 1 8 0 11-2 3 2 7 3 11 2-2-5-7-7-11-5z";

const path = (kind, d) => kind && d && svg("path", { class: kind, d });
const paths = (pairs = []) => pairs.map(([kind, d]) => path(kind, d));
const ellipse = (kind, cx, cy, rx, ry = rx) => svg("ellipse", { class: kind, cx, cy, rx, ry });
const group = (transform, ...children) => svg("g", { transform }, ...children);

/** An eye and its brow, drawn to the left of the nose; `side` -1 leaves it there, 1 turns it over. */
function eye(side, [[from, bow, to, cock = 0], [outer, middle, inner, low], [across, down], , [turn]], look) {
  const size = look.age === "child" ? 1.2 : 1;
  const lift = side > 0 ? cock : 0;
  const near = 9.2 - Math.max(0, side * turn) * 0.5;
  return group(
    `translate(${50 + side * near} 48) scale(${-side * size} ${size})`,
    ellipse("white", 0, 0, 4.5, 3.5),
    ellipse("ink", -side * across, down, 2.7),
    ellipse("glint", -side * (across + 0.9), down - 1, 0.8),
    path("lid", `M-6 1C-6-7 6-7 6 1L5 ${inner}Q0 ${middle} -5 ${outer}z`),
    path("lid", `M-6-1C-6 7 6 7 6-1L5 0Q0 ${low} -5 0z`),
    path("line lash", `M-5 ${outer}Q0 ${middle} 5 ${inner}${look.make_up ? `M-5 ${outer}l-2-2` : ""}`),
    look.age === "old" && path("crease", "M-7 0l-3-2M-7 2l-3 1M-4 6q4 2 8 0"),
    path("brow", `M-6 ${from - lift}Q-1 ${bow - lift} 5.4 ${to - lift}`),
  );
}

/** The mouth, its middle at 0, 0. */
function mouth([wide, bend, open], lips) {
  const upper = `M${-wide} 0Q0 ${bend} ${wide} 0`;
  const whole = `${upper}Q${wide * 0.7} ${open} 0 ${open}Q${-wide * 0.7} ${open} ${-wide} 0z`;
  return [
    path(lips, open ? whole : upper),
    open ? path("mouth", whole) : path("line", upper),
    open
      ? path("white", `M${0.8 - wide} .2Q0 ${bend} ${wide - 0.8} .2L${wide - 1.8} 2.2Q0 ${bend + 3} ${1.8 - wide} 2.2z`)
      : path("crease", `M${-wide / 3} ${4.6 + bend / 3}q${wide / 3} 1 ${wide / 1.5} 0`),
  ];
}

function beard(kind, [wide, jaw, chin]) {
  if (kind === "moustache") return path("hair", TASH);
  const [out, top] = kind === "full" ? [4, 50] : [0.5, 54];
  const end = chin + out;
  return path(
    kind === "stubble" ? kind : "hair",
    `M${50 - wide} ${top}C${50 - wide} 60 ${50 - jaw - out / 2} ${end} 50 ${end}S${50 + wide} 60 ${50 + wide} ${top}C${47 + wide} 58 62 57 57 57 54 56 46 56 43 57 38 57 ${53 - wide} 58 ${50 - wide} ${top}z`,
  );
}

/**
 * The portrait of a person.
 * @param {string} mood a key of `texts.moods`, see mood.js
 * @param {object} look a `face` of the interface's scenario cards
 * @returns {SVGElement} with the class "face" and the mood; it only repeats what the words beside it say
 */
export function face(mood, look) {
  const how = MOODS[mood] ?? MOODS.calm;
  const [turn, nod, tilt, shrug, away = 0] = how[4];
  const shape = SHAPES[look.shape] ?? SHAPES.oval;
  const [wide, jaw, chin] = shape;
  const covered = look.covering === "headscarf" || look.covering === "turban";
  const [behind, upon, strands] = covered ? [] : (HAIR[look.hair] ?? HAIR.short);
  const fit = `translate(50 0) scale(${wide / 20} 1) translate(-50 0)`;
  const lean = `translate(${turn * 0.3 - 4} ${nod * 0.6 + shrug * 0.3 - 6}) scale(1.08) rotate(${tilt} 50 78)`;
  const bearded = look.beard === "short" || look.beard === "full";
  const features = `translate(${turn} ${nod})`;
  const sides = (kind, out, y, rx, ry) => [-1, 1].map((side) => side * turn < 4 && ellipse(kind, 50 + side * (wide + out) - turn * 0.5, y, rx, ry));
  const lined = !away && (look.age === "old" || look.age === "middle");
  return svg(
    "svg",
    {
      class: `face ${mood} ${look.age} skin-${look.skin} hair-${look.hair_colour} top-${look.top_colour} second-${look.second_colour}`,
      viewBox: "3 1 94 94",
      "aria-hidden": "true",
    },
    ellipse("ground", 50, 48, 48),
    group(
      `translate(${away} 0)${look.age === "child" ? " translate(6 13) scale(.88)" : ""}`,
      group(lean, group(fit, path("hair", behind))),
      group(
        `translate(0 ${shrug})`,
        path("skin", "M42 60h16v18c-3 5-13 5-16 0z"),
        path("shade", "M42 66h16v7c-3 6-12 7-16 3z"),
        paths(TOPS[look.top] ?? TOPS.jumper),
        paths(DETAILS[look.detail]),
      ),
      group(
        lean,
        sides("shade", 0, 49, 3.4, 5),
        path(
          "skin",
          `M${50 - wide} 44C${50 - wide} 28 ${50 - wide * 0.6} 19 50 19S${50 + wide} 28 ${50 + wide} 44C${50 + wide} 58 ${50 + jaw} ${chin} 50 ${chin}S${50 - wide} 58 ${50 - wide} 44z`,
        ),
        group(features, ellipse("blush", 38, 57, 6, 4), ellipse("blush", 62, 57, 6, 4)),
        look.beard && group(`translate(${turn * 0.5} ${nod * 0.5})`, beard(look.beard, shape)),
        group(
          features,
          path("crease", mood === "furious" || mood === "angry" ? "M48 39v4M52 39v4" : ""),
          look.age === "old" && path("crease", "M41 32q9-2 18 0M43 36q7-2 14 0"),
          lined && path("crease", "M41 58q-2 2-2 5M59 58q2 2 2 5"),
          eye(-1, how, look),
          eye(1, how, look),
          path("nose", `M${50 + turn * 0.25} 49q-1 4-2.8 6.5 2.8 2 5.4.3`),
          group(`translate(${turn * 0.1 + 50} ${chin - 10})`, mouth(how[3], look.make_up ? "lips" : bearded && "bare")),
          look.glasses && path("glasses", GLASSES),
        ),
        group(fit, path("hair", upon), path("strand", strands), look.detail === "pencil" && path("pencil", "M66 42L83 27"), paths(COVERINGS[look.covering])),
        look.earrings && sides("metal", 0.6, 55.5, 1.9),
      ),
    ),
  );
}
