# One interface target carries every flag; only our own code links it.
option(PROVTOOL_WERROR "Warnings are errors" OFF)
option(PROVTOOL_SANITIZE "Address and undefined-behaviour sanitizers" OFF)
option(PROVTOOL_FUZZ "Build the fuzz targets with libFuzzer (clang)" OFF)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

add_library(provtool_flags INTERFACE)
target_compile_features(provtool_flags INTERFACE cxx_std_20)
target_compile_options(provtool_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor
  -Wold-style-cast -Woverloaded-virtual -Wformat=2 -Wdate-time)
target_include_directories(provtool_flags INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_definitions(provtool_flags INTERFACE PROVTOOL_VERSION="${PROJECT_VERSION}")

# What --version says of the build.
if(PROVTOOL_SANITIZE)
  set(sanitizers "address and undefined-behaviour sanitizers")
else()
  set(sanitizers "no sanitizers")
endif()
set(PROVTOOL_BUILD "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}, ${CMAKE_BUILD_TYPE}, ${sanitizers}")

if(PROVTOOL_WERROR)
  target_compile_options(provtool_flags INTERFACE -Werror)
endif()
if(PROVTOOL_SANITIZE)
  target_compile_options(provtool_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(provtool_flags INTERFACE -fsanitize=address,undefined)
else()
  target_compile_definitions(provtool_flags INTERFACE $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
  # Without the folders' names the same sources make the same program wherever they are.
  target_compile_options(provtool_flags INTERFACE -fstack-protector-strong
    -ffile-prefix-map=${PROJECT_SOURCE_DIR}/= -ffile-prefix-map=${PROJECT_BINARY_DIR}/=)
  target_link_options(provtool_flags INTERFACE -Wl,--as-needed,-z,relro,-z,now)
endif()
if(PROVTOOL_FUZZ)
  target_compile_options(provtool_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
