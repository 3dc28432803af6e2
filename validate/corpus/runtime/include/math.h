/** Named by what wasm2c writes for floats, which no program of the corpus has. */
#pragma once
#define NAN __builtin_nanf("")
#define INFINITY __builtin_inff()
#define isnan __builtin_isnan
#define signbit __builtin_signbit
float floorf(float), ceilf(float), truncf(float), nearbyintf(float), fabsf(float), sqrtf(float);
double floor(double), ceil(double), trunc(double), nearbyint(double), fabs(double), sqrt(double);
