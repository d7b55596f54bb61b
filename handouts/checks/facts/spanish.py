"""What checks look for in Spanish sentences."""

from __future__ import annotations

from handouts.checks.facts.grammar import Grammar
from handouts.checks.facts.triggers import Trigger

_PEOPLE = (
    r"personas?|pacientes?|adultos?|hombres|mujeres|niños|niñas|bebés|procedimientos?|operaciones|cirugías|pruebas?"
    r"|tratamientos?|casos?|veces|partos"
)
_NAMED = (
    r"resfriado|gripe|nombres?|preguntas?|causas?|motivos?|tipos?|formas?|palabras?|medicinas?|medicamentos?|usos?|señales"
    r"|síntomas?|lugares?|sitios?|cirugías?|tratamientos?|pruebas?"
)

_NUMBERS = (
    "una dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta cuarenta cincuenta sesenta "
    "setenta ochenta noventa cien mil"
)
_VALUES = (*range(1, 13), 15, *range(20, 100, 10), 100, 1000)
_GROUPS = (
    r"personas|pacientes|adultos|hombres|mujeres|niños|niñas|bebés|procedimientos|operaciones|cirugías|pruebas|tratamientos"
    r"|casos|partos|quienes"
)
_WORD = r"(?:(?!\d)NUMBER|\b(?:trece|catorce|diecis[eé]is|diecisiete|dieciocho|diecinueve|veinti\w+)\b)"
_IN_WORDS = rf"(?:(?:medio|cero\s+(?:coma|punto)\s+(?!\d)NUMBER)|(?:{_WORD}\s+(?:(?:y|coma|punto)\s+)?){{0,4}}{_WORD})"
"""A number in words, of several of them too: treinta y cinco, uno coma cinco."""

SPANISH = Grammar(
    numbers={**dict(zip(_NUMBERS.split(), _VALUES, strict=True)), "un": 1, "uno": 1, "diez mil": 10000},
    shares={
        **dict.fromkeys(("la mitad", "una mitad"), 1 / 2),
        **dict.fromkeys(("un tercio", "una tercera parte", "la tercera parte"), 1 / 3),
        **dict.fromkeys(("dos tercios", "dos terceras partes", "las dos terceras partes"), 2 / 3),
        **dict.fromkeys(("un cuarto", "una cuarta parte", "la cuarta parte"), 1 / 4),
        **dict.fromkeys(("tres cuartos", "tres cuartas partes", "las tres cuartas partes"), 3 / 4),
        **dict.fromkeys(("un quinto", "una quinta parte", "la quinta parte"), 1 / 5),
        **dict.fromkeys(("un décimo", "una décima parte", "la décima parte"), 1 / 10),
    },
    ordinals={
        **dict.fromkeys(("primer", "primera", "primeras", "primero", "primeros"), 1),
        **dict.fromkeys(("segundo", "segunda", "ambos", "ambas", "doble"), 2),
        **dict.fromkeys(("tercer", "tercera", "tercero"), 3),
        **dict.fromkeys(("cuarto", "cuarta"), 4),
        **dict.fromkeys(("quinto", "quinta"), 5),
    },
    units={
        **dict.fromkeys(("minuto", "minutos", "min"), "minutes"),
        **dict.fromkeys(("hora", "horas"), "hours"),
        **dict.fromkeys(("día", "días"), "days"),
        **dict.fromkeys(("semana", "semanas"), "weeks"),
        **dict.fromkeys(("mes", "meses"), "months"),
        **dict.fromkeys(("año", "años"), "years"),
    },
    length_trigger=Trigger(("min", "hora", "día", "semana", "mes", "año")),
    people=_PEOPLE,
    joins=r"a|o|y|-|–|—",
    count=(
        r"(?P<n>NUMBER)(?:\s*(?:a|o|y|-|–|—)\s*(?P<to>NUMBER))?[\s-]+(?:PEOPLE\s+)?"
        r"(?P<link>de\s+cada|por\s+cada|entre(?:\s+cada)?|en\s+cada|de\s+entre|de|en)[\s-]+(?P<of>NUMBER)"
        r"(?P<who>\s+PEOPLE\b)?"
    ),
    count_turned=(
        r"\b(?:de|entre|en)\s+(?:cada\s+)?(?P<of>NUMBER)\s+PEOPLE,?\s+(?:unas?\s+|hasta\s+|solo\s+|menos\s+de\s+)?(?P<n>NUMBER)"
        r"(?:\s*(?:a|-|–)\s*(?P<to>NUMBER))?(?!\s*(?:%|por\s+ciento|minuto|hora|día|semana|mes|año))"
    ),
    ratio=(
        r"(?P<lead>\b(?:riesgos?|probabilidad(?:es)?|posibilidad(?:es)?)\b[^.;\d]{0,25})?(?<![\w:/.,])(?P<n>\d{1,3})"
        r"\s?[:/]\s?(?P<of>\d{1,3}(?:[.,]?\d{3})*)(?![\w:/])(?P<who>\s+(?!veces\b)(?:de\s+)?PEOPLE\b)?"
    ),
    at_a_time=r"\b(?:l[ao]s?|el|(?:antes|después|partir)\s+del)\s+$",
    none_of=(
        r"\b(?:de|entre|en)\s+(?:las\s+|los\s+)?(?P<of>NUMBER)\s+PEOPLE\b(?:\s+\w+)?,?\s+(?:nadie|ningun[oa])\b"
        r"|\b(?:nadie|ningun[oa])\s+(?:de|entre|en)\s+(?:las\s+|los\s+)?(?P<of2>NUMBER)\s+PEOPLE\b"
    ),
    none_of_trigger=Trigger(("nadie", "ningun")),
    scale=r"\bdolor\b|\bescala\b|\bpuntuación\b",
    not_counted=r"\b(?:página|paso|parte|día|semana|dosis|grado|etapa|nivel|número|figura|sala|versión)\s*$",
    percent=(
        rf"(?P<n>(?<![\w.,])\d+(?:[.,]\d+)?|\b{_IN_WORDS})(?P<to>\s*(?:a|-|–)\s*(?:\d+(?:[.,]\d+)?|{_IN_WORDS}))?"
        r"[\s\u00a0]?(?:%|por\s+ciento\b)"
    ),
    share=(
        # “Un cuarto de niños” is a room.
        r"\b(?!un\s+cuarto\s+de\s+(?!tod|l[oa]s\b|nuestr))(?P<share>SHARE)\s+de\s+(?:tod[oa]s\s+)?(?:(?:l[oa]s|est[oa]s|es[oa]s|nuestr[oa]s)\s+)?"
        rf"(?:{_GROUPS})\b"
    ),
    share_taken=(
        r"\b(?:tom[ae]r?|coma|beba|haga|hacer|hacemos|hizo|hecho|use|dé|aplique|termin(?:e|ad[oa])|deje|guarde|ponga|traiga"
        r"|(?:después|antes)\s+de|hasta)\s+$"
    ),
    share_trigger=Trigger(("mitad", "terci", "tercera", "cuart", "quint", "décim")),
    percent_of_things=(
        r"^[\s-]*(?:de\s+)?(?:\w+\s+){0,2}?(?:oxígeno|suero|solución|alcohol|lidocaína|dextrosa|glucosa|azúcar|sal|crema"
        r"|pomada|gel|cloro|agua|jugo|algodón|grasa|leche|humedad|aire|bloquead[oa]|estrech\w+|cerrad[oa]"
        r"|(?:su|la|el|del)\s+(?:sangre|corazón|hígado|dosis|cuerpo|peso|arteria|vaso))\b"
    ),
    percent_of_level=(
        r"\b(?:oxígeno|saturación|fracción\s+de\s+eyección|humedad|bloqueo|estrechamiento|nivel|lidocaína|alcohol|solución"
        r"|bloquead[oa])\b[^.;]{0,25}$"
    ),
    bare=(
        r"\b(?:rar[oa]s?|raramente|ocasional(?:es|mente)?|esporádic[oa]s?|rara\s+vez|(?:muy\s+|poco\s+)?comun(?:es|mente)|(?:muy\s+|poco\s+)?común"
        r"|(?:poco\s+|muy\s+)?frecuentes?|infrecuentes?|improbables?|casi\s+nunca"
        r"|(?:riesgo|probabilidad|posibilidad)\s+(?:es\s+)?(?:muy\s+)?(?:pequeñ[oa]|baj[oa]|alt[oa]|leve|mínim[oa]|remot[oa]|grande)"
        r"|(?:pequeñ[oa]|baj[oa]|alt[oa]|leve|mínim[oa]|remot[oa]|gran|poc[oa])\s+(?:riesgo|probabilidad|posibilidad))\b"
    ),
    bare_trigger=Trigger(
        (
            *("rar", "ocasional", "esporádic", "común", "comun", "frecuente", "improbable", "casi nunca"),
            *("riesgo", "probabilidad", "posibilidad"),
        )
    ),
    now_and_then=(
        r"^(?:camine|cambie|muévase|levántese|descanse|estírese|mueva|tome|beba|coma|revise|mire|use)\b[^.;,]{0,40}\socasionalmente\b"
        r"|\b(?:puede\s+(?:comer|beber|tomar|usar|ir)|(?:le|lo|la)\s+(?:revisa|mira|visita)n?)\b[^.;,]{0,30}?\socasionalmente\b"
        r"|\b(?:copa|bebida|trago|cerveza|vino|taza|café|merienda|comida|dulce|caminata|siesta|pausa|pitido|visita)s?\s+ocasional(?:es)?\b"
    ),
    bare_before=(
        r"(?:\ben|\bpor\s+lo|\bde|\bsentido|\bresfriado|\bbiliar|\bconducto|\bcolédoco|\bhepátic[oa]|\bcarótida|\bilíaca|\bfemoral"
        r"|\barterias?|\bnombres?|\benfermedad(?:es)?|\btumor(?:es)?|\bcáncer)\s+$"
    ),
    bare_after=rf"^(?:\s+(?:{_NAMED})\b|\s+(?:enfermedad|trastorno|tumor|cáncer)\w*)",
    goes_on=r"^(?:esto|eso|ocurre|pasa|sucede|unas?|unos|menos|hasta|entre|no\s+(?:se\s+sabe|sabemos)|\d)",
    not_known=r"\bno\s+se\s+sabe\b|\bno\s+sabemos\b|\bse\s+desconoce\b|\bdesconocid[oa]\b|\bnadie\s+sabe\b",
    relative=(
        r"\b(?:duplic\w+|triplic\w+|doble\s+de)\b[^.;]{0,30}\b(?:riesgo|probabilidad|posibilidad|casos)"
        r"|\b(?:NUMBER)\s+veces\s+(?:más|menos|mayor|menor)\b"
        r"|\b(?:la\s+mitad|un\s+tercio|una\s+cuarta\s+parte)\s+(?:del?|de\s+la)\s+(?:riesgo|probabilidad)"
        r"|(?<![\w.])\d+(?:[.,]\d+)?\s?(?:%|por\s+ciento)\s+(?:menos|más|menor|mayor)\b"
        r"|\b(?:riesgo|probabilidad)\b[^.;]{0,40}\b(?:en|a)\s+(?:un\s+)?(?:\d+(?:[.,]\d+)?\s?(?:%|por\s+ciento)|la\s+mitad|un\s+tercio)"
    ),
    relative_trigger=Trigger(("duplic", "triplic", "doble", "veces", "mitad", "tercio", "cuarta", "%", "por ciento")),
    openers=(
        r"^(?:en|dentro|durante|después|despues|antes|tras|mientras|hasta|al|a\s+l[oa]s?|cada|por|cuando|desde|con|para|luego|entre)\b"
    ),
    activities={
        "driving": r"(?:manej(?:e|ar)|conduz?c(?:a|ir))",
        "desk work": r"trabajo\s+de\s+(?:oficina|escritorio)",
        "manual work": r"trabajo\s+(?:físico|manual|pesado)",
        "work": r"(?:volver|regresar|regrese|vuelva)\s+al\s+trabajo|(?<=\bno\s)trabaje",
        "lifting": r"levant(?:e|ar)\s+(?:nada|cosas|objetos|peso|más)",
        "exercise": r"ejercicios?|deportes?",
        "showering": r"duch(?:a|as|arse|e)|se\s+duche",
        "bathing": r"bañ(?:arse|era|eras)|tina|nad(?:e|ar)|se\s+bañe",
        "sex": r"relaciones\s+sexuales|sexo",
        "flying": r"volar|vuele|viaj(?:e|ar)\s+en\s+avión",
        "alcohol": r"alcohol",
    },
    activities_trigger=Trigger(
        (
            *("manej", "condu", "trabaj", "levant", "ejercicio", "deporte", "duch", "bañ", "tina", "nad", "sex"),
            *("vol", "vuel", "viaj", "alcohol"),
        )
    ),
    forbids=r"\b(?:no|nunca|evite|deje|sin|espere|ningún|ninguna|nada)\b",
    allows=r"\b(?:puede|podrá|seguro)\b",
    parts=(
        r"\b(?:si|mientras|a\s+menos|cuando|quien|que|porque|últimas?|últimos?|para\s+que|adulto|alguien|pero|hasta\s+que)\b|[;:]"
    ),
    of_stage=r"(?:las?|los|el)?\s*(?:primer[oa]?s?)\s+",
    eating=r"\bcom(?:a|er|ida|idas)\b|\balimentos?\b",
    drinking=r"\bbeb(?:a|er)\b(?!\s+alcohol)|\btom(?:e|ar)\s+líquidos\b|\blíquidos\b",
    stops_eating=(
        r"\b(?:no|deje\s+de|nada\s+de|ningún|nada)\b(?:(?!\b(?:pero|puede|liger[oa]s?|graso?a?s?)\b)[^.;]){0,20}?"
        r"\b(?:coma|comer|comida|alimentos?)\b(?!\s+(?:liger|gras|pesad))"
    ),
    stops_drinking=(
        r"\b(?:no|deje\s+de|nada\s+de|nada)\b(?:(?!\b(?:pero|puede)\b)[^.;]){0,20}?\b(?:beba|beber|líquidos)\b(?!\s+(?:alcohol|leche))"
    ),
    only_some=r"\b(?:excepto|salvo|menos\s+agua|liger[oa]s?|gras[oa]s?|pesad[oa]s?)\b",
    midnight=r"\b(?:después|desde|a\s+partir)\s+de\s+(?:la\s+)?medianoche\b",
    too_long=r"\bmás\s+de\s*$",
    before=r"^\s*antes\b(?!\s+de\s+(?:dormir|acostarse|tomar|cada))",
    fever=r"\bfiebre\b|\btemperatura\b",
    pounds=r"(?P<n>NUMBER)[\s\u00a0-]*(?:libras?|lb)\b",
    later=r"\b(?:después\s+de\s+NUMBER|luego|siguientes?|otr[oa]s?)\b",
    no_limit=r"\b(?:normal|habitual|menos\s+de|debajo|inferior|leve|ligera)\b",
    conditioned=(
        r"\b(?:si|a\s+menos\s+que|salvo\s+que|en\s+caso)\b|\bdespués\s+de\s+(?:tomar|cada)\b"
        r"|\b(?:personas|pacientes|mujeres|niños)\s+(?:que|con)\b"
    ),
    holds=r"\b(?:deje\s+de\s+tomar|debe\s+(?:dejar\s+de\s+tomar|suspender)|suspenda|no\s+tome|evite|pare)\b",
    keeps=(
        r"\b(?:siga\s+tomando|continúe|(?:no|nunca|jamás)\s+(?:deje\s+de\s+tomar|suspenda)"
        r"|(?:no|nunca)\s+debe\s+(?:dejar\s+de\s+tomar|suspender))\b"
    ),
    negated=r"\b(?:no|nunca|jamás|sin)\b[^.;,]{0,25}$",
    drug_list=(
        r"(?:[^\w;]|\d|\b(?:tomar|sus?|el|l[ao]s?|tod[oa]s?|de|una?|medicinas?|medicamentos?|pastillas?|dosis|como|y|o|e|u|ni|días?"
        r"|horas?|semanas?|antes|diari[oa]s?)\b)*"
    ),
    as_usual=(
        r"\s+(?:como\s+siempre|normalmente)\b|,\s*(?:siga\s+tomándol[oa]s?|no\s+(?:l[oa]s?\s+suspenda|deje\s+de\s+tomarl[oa]s?))\b"
    ),
    stops_it=r",\s*(?:deje\s+de\s+tomarl[oa]s?|suspéndal[oa]s?)\b",
    takes=r"^(?:tom(?:e|ar)|us(?:e|ar))\b",
    alone=r"\s*(?:$|[.,]|[oyu]\b|ni\b|por\b|durante\b|hasta\b)",
    drug_condition=r"\b(?:si|cuando)\b(?!\s+(?:toma|usa|está\s+tomando))|\ben\s+caso\b",
    taking=r"\b(?:tom[ae]\w*|usa|medic\w+|pastillas?|inyecci\w+|diabetes)\b",
    asks=(
        r"\b(?:pregunte|preguntar|díganos|llámenos|hable|consulte|quizás?|tal\s+vez|por\s+su\s+cuenta|sin|le\s+diremos"
        r"|si\s+(?:se\s+lo\s+)?decimos|hasta\s+que)\b|\?"
    ),
    afterwards=r"\b(?:después|en\s+casa|luego)\b",
    calls=(
        r"\b(?:llame|llamar|marque|marcar)\s+(?:(?:al?|el|la|una?|de|número|emergencias?|ambulancia|ayuda|servicios?|policía"
        r"|enseguida|ya|o|\d{3})[\s:,(“\"]+){0,5}$"
    ),
)
