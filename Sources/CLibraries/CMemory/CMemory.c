// The functions are all in the header.
#include "CMemory.h"
