-- Starts the language server of swift-lessons for Markdown files of a project. Works with Neovim 0.7 and later.
local lessons = {}

-- The folder of 'lessons.yml' or 'lessons', at the file or above it.
local function root(file)
  local folder = vim.fn.fnamemodify(file, ":p:h")
  while true do
    for _, name in ipairs({ "lessons.yml", "lessons" }) do
      if vim.fn.getftype(folder .. "/" .. name) ~= "" then return folder end
    end
    local above = vim.fn.fnamemodify(folder, ":h")
    if above == folder then return nil end
    folder = above
  end
end

local clients = {}

local function attach(options, buffer)
  local file = vim.api.nvim_buf_get_name(buffer)
  local folder = root(file)
  if file == "" or not folder then return end
  if not clients[folder] or vim.lsp.client_is_stopped(clients[folder]) then
    clients[folder] = vim.lsp.start_client({
      name = "lessons",
      cmd = options.cmd or { "lessons", "language-server" },
      root_dir = folder,
      workspace_folders = { { uri = vim.uri_from_fname(folder), name = folder } },
      on_attach = options.on_attach,
    })
  end
  if clients[folder] then vim.lsp.buf_attach_client(buffer, clients[folder]) end
end

-- options.cmd: the server's command; options.on_attach: called for each buffer, for key maps.
function lessons.setup(options)
  options = options or {}
  vim.api.nvim_create_autocmd({ "BufReadPost", "BufNewFile" }, {
    pattern = { "*.md", "lessons.yml" },
    callback = function(event) attach(options, event.buf) end,
  })
end

return lessons
