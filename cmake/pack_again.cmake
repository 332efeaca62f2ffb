# Run by cpack over the finished package: dpkg-deb packs it once more, because cpack lets the umask, the order of
# directory entries and the file system's sizes of folders into it.

# count_size(variable tree): kB as dpkg-gencontrol(1) counts them: files rounded up, 1 for everything else.
function(count_size variable tree)
  file(GLOB_RECURSE paths LIST_DIRECTORIES true ${tree}/*)
  set(sum 0)
  foreach(path IN LISTS paths)
    set(size 1024)
    if(NOT IS_DIRECTORY ${path})
      file(SIZE ${path} size)
    endif()
    math(EXPR sum "${sum} + (${size} + 1023) / 1024")
  endforeach()
  set(${variable} ${sum} PARENT_SCOPE)
endfunction()

foreach(package IN LISTS CPACK_PACKAGE_FILES)
  set(tree ${package}.tree)
  file(REMOVE_RECURSE ${tree})
  execute_process(COMMAND dpkg-deb --raw-extract ${package} ${tree} COMMAND_ERROR_IS_FATAL ANY)
  count_size(size ${tree}/usr)
  file(READ ${tree}/DEBIAN/control control)
  string(REGEX REPLACE "Installed-Size: [0-9]+\n*" "Installed-Size: ${size}\n" control "${control}")
  file(WRITE ${tree}/DEBIAN/control "${control}")
  file(CHMOD ${tree}/DEBIAN/control PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  file(CHMOD ${tree} ${tree}/DEBIAN PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
  execute_process(COMMAND dpkg-deb --root-owner-group --build ${tree} ${package} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  file(REMOVE_RECURSE ${tree})
endforeach()
