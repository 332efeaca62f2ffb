# Run by cpack over the installed files: what debhelper does to them. Documents go where Debian has them, are compressed,
# and the program is stripped.
set(root ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share)
set(doc ${root}/doc/provtool)
file(REMOVE ${doc}/LICENSE)
file(RENAME ${doc}/CHANGELOG.md ${doc}/changelog)
file(RENAME ${root}/zsh/site-functions ${root}/zsh/vendor-completions)

# copy(from to): from debian/ to its place under share/.
function(copy from to)
  configure_file(${CPACK_PROVTOOL_DEBIAN}/${from} ${root}/${to} COPYONLY)
endfunction()
copy(changelog doc/provtool/changelog.Debian)
copy(copyright doc/provtool/copyright)
copy(provtool.README.Debian doc/provtool/README.Debian)
copy(provtool.lintian-overrides lintian/overrides/provtool)

file(GLOB pages ${root}/man/man*/*)
execute_process(COMMAND gzip -9n ${pages} ${doc}/README.md ${doc}/changelog ${doc}/changelog.Debian
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(
  COMMAND strip --strip-unneeded --remove-section=.comment --remove-section=.note
    ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/bin/provtool
  COMMAND_ERROR_IS_FATAL ANY)

# Whatever the umask is.
file(GLOB_RECURSE files ${root}/*)
file(CHMOD ${files} PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
file(GLOB_RECURSE all LIST_DIRECTORIES true ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*)
list(REMOVE_ITEM all ${files})
file(CHMOD ${all} PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
