"""The words that drawn rows are made of."""

FIRST_NAMES = (
    "Ada", "Bruno", "Chiara", "Dmitri", "Esra", "Farid", "Greta", "Hugo", "Imani", "Jonas", "Keiko", "Lars", "Mei",
    "Noor", "Olga", "Pablo", "Quinn", "Rosa", "Sven", "Tariq", "Uma", "Viktor", "Wanda", "Ximena", "Yusuf", "Zoë",
)  # fmt: skip
LAST_NAMES = (
    "Abreu", "Bianchi", "Castillo", "Dubois", "Eriksen", "Fischer", "García", "Haddad", "Ivanova", "Jensen", "Kowalski",
    "Lindqvist", "Moreau", "Nakamura", "Okafor", "Petrov", "Quiroga", "Rossi", "Sánchez", "Tanaka", "Ueda", "Vogel",
    "Weber", "Xu", "Yilmaz", "Zeller",
)  # fmt: skip
ADJECTIVES = (
    "Amber", "Blue", "Clear", "Deep", "Early", "Fair", "Green", "High", "Iron", "Keen", "Lucid", "North", "Open",
    "Prime", "Quiet", "Red", "Silver", "True", "Urban", "Vivid", "Western",
)  # fmt: skip
NOUNS = (
    "Anchor", "Bridge", "Cedar", "Delta", "Engine", "Field", "Granite", "Harbor", "Island", "Junction", "Kite",
    "Lantern", "Meadow", "Needle", "Orbit", "Pixel", "Quarry", "River", "Summit", "Tower", "Valley", "Wharf",
)  # fmt: skip
FORMS = ("Analytics", "Capital", "Foods", "Group", "Health", "Labs", "Logistics", "Media", "Software", "Systems")
INDUSTRIES = ("Energy", "Finance", "Healthcare", "Logistics", "Manufacturing", "Media", "Retail", "Software")
COUNTRIES = ("Brazil", "Canada", "France", "Germany", "India", "Japan", "Kenya", "Mexico", "Poland", "Spain")
CITIES = ("Curitiba", "Gdańsk", "Köln", "Lyon", "Mérida", "Nairobi", "Osaka", "Pune", "Sevilla", "Toronto")
TITLES = ("CEO", "CTO", "Head of Sales", "Marketing Manager", "Procurement Lead", "VP Engineering", "VP Operations")
LEAD_STATUSES = ("new", "contacted", "qualified", "proposal", "won", "lost")
