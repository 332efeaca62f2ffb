# fish completion for provtool(1). What may stand where is the program's own answer.
function __provtool_complete
    set -l before (commandline -opc)
    set -l typed (commandline -ct)
    set -l all (commandline -op)
    set -l behind (math (count $before) + 1 + (test -n "$typed"; and echo 1; or echo 0))
    set -l at (math (count $before) - 1)
    set -l program (string replace -r '^~' $HOME -- $before[1])
    set -l lines ($program --complete $at $before[2..-1] "$typed" $all[$behind..-1] 2>/dev/null)
    set -l head (string split \t -- $lines[1])
    set -l value (string sub -s (math (string length -- "$head[2]") + 1) -- "$typed")
    switch $head[1]
        case files
            string replace -r '^' -- "$head[2]" (__fish_complete_path "$value")
        case folders
            string replace -r '^' -- "$head[2]" (__fish_complete_directories "$value" "")
        case words
            # fish would also take what only resembles the word, and replace it.
            set -l begins "^"(string escape --style=regex -- "$value")
            string replace -r '^' -- "$head[2]" (string match -re -- $begins $lines[2..-1])
    end
end

complete -c provtool -f -k -a '(__provtool_complete)'
