// A placeholder for the module's path. The first release sets it here, and in the imports.
module example.com/mixerr

go 1.19
