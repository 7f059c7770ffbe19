// SPDX-License-Identifier: MIT
// What tests/CMakeLists.txt compiles beforehand needs a source that it belongs to.
