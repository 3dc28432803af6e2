/** The databases that are put to the test. */
export const DATABASE_NAMES = ["postgres", "mariadb", "sqlite"] as const;
export type DatabaseName = (typeof DATABASE_NAMES)[number];
