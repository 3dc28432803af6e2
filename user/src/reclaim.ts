/** Who gives memory away and takes it back: slots and arguments of landlord, tenant and guests. */

/** The landlord's Untyped, the tenant's within it. */
export const MEMORY = 9;
/** The endpoint that dies with the tenant. */
export const TENANCY = 10;
export const FREE_FROM = 40;

/** Their arguments: the number of the Untyped's first page, and how many there are. */
export const FIRST = 0;
export const PAGES = 1;
/** The landlord's: the number of the first page that is the tenant's to hand on. */
export const HANDED_ON = 2;

/** The guests see a frame of the tenant's there. */
export const PARLOUR = 0x30000;
