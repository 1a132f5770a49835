-- Neovim opens a lesson, types, and takes a fix, by its own client: nvim --headless --clean -l is newer than Debian's, so -S.
local root = vim.env.PROJECT
local function fail(message)
  io.stderr:write("Neovim: " .. message .. "\n")
  vim.cmd("cquit 1")
end
local function wait(what, holds)
  if not vim.wait(20000, holds, 20) then
    fail(what .. ": " .. vim.inspect(vim.diagnostic.get(0)))
  end
end

local ok, problem = pcall(function()
  vim.opt.runtimepath:prepend(vim.env.CHECKOUT .. "/editors/nvim")
  require("lessons").setup({ cmd = vim.split(vim.env.SERVER, " ") })
  vim.cmd("edit " .. root .. "/lessons/en/First.md")
  wait("no diagnostic of the wrong option", function() return #vim.diagnostic.get(0) == 1 end)
  local found = vim.diagnostic.get(0)[1]
  assert(found.message == "unknown option 'silnet'; did you mean 'silent'?", found.message)
  -- Neovim counts bytes: a tab, and two blanks of a list.
  assert(found.lnum == 4 and found.col == 13, vim.inspect(found))

  local client = vim.lsp.get_active_clients()[1]
  local params = vim.lsp.util.make_given_range_params({ 5, 13 }, { 5, 13 })
  params.context = { diagnostics = {} }
  local answer = client.request_sync("textDocument/codeAction", params, 10000, 0)
  vim.lsp.util.apply_workspace_edit(answer.result[1].edit, client.offset_encoding)
  assert(vim.fn.getline(5):match("swift%-dt silent$"), vim.fn.getline(5))
  wait("the diagnostic stays after the fix", function() return #vim.diagnostic.get(0) == 0 end)

  -- Text of several bytes before an error that only the compiler finds.
  vim.api.nvim_buf_set_lines(0, 5, 6, true, { '\tlet żółw = "😀"; let gęś: Int = "ś"' })
  wait("no diagnostic of the compiler", function() return #vim.diagnostic.get(0) == 1 end)
  found = vim.diagnostic.get(0)[1]
  local line = vim.fn.getline(6)
  assert(line:sub(found.col + 1) == '"ś"', vim.inspect(found))

  -- Inside of code, behind a tab and text of several bytes: what a name means, and what may follow it.
  vim.api.nvim_buf_set_lines(0, 5, 6, true, { '\tlet żółw = "😀"; żółw.isEmpty' })
  local function ask(method, column)
    local place = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = 5, character = column } }
    return client.request_sync(method, place, 30000, 0).result
  end
  line = vim.fn.getline(6)
  local byte = line:find("; żółw", 1, true) + 1
  local column = client.offset_encoding == "utf-8" and byte or vim.str_utfindex(line, byte)
  column = client.offset_encoding == "utf-16" and select(2, vim.str_utfindex(line, byte)) or column
  local meaning = ask("textDocument/hover", column)
  assert(meaning and meaning.contents.value:match("let żółw: String"), vim.inspect(meaning))
  local dot = column + (client.offset_encoding == "utf-8" and #"żółw." or 5)
  local labels = {}
  for _, item in ipairs(ask("textDocument/completion", dot).items) do labels[item.label] = true end
  assert(labels["count"] and labels["isEmpty"], "the members of a string are not offered")
end)
if not ok then fail(tostring(problem)) end
vim.cmd("qall!")
