-- What wrk sends, after `--`: random GET FILE        a path, any line of FILE; after a tab, the entity tag that If-None-Match sends
--                                random POST FILE PATH   a body, any line of FILE
--                                unique POST FILE PATH STAMP   FILE is one body, each <N> in it replaced by digits never sent before
--                                unique PUT FILE BODY STAMP    a path, any line of FILE, <N> in it replaced in the same way
local ffi = require("ffi")
local threads = 0

function setup(thread)
   threads = threads + 1
   thread:set("id", threads)
end

-- The lines of a file, by index. One string and bare offsets: a table of a million strings would keep the garbage
-- collector busy, and its pauses would be measured as the server's.
local function read(file)
   local handle = assert(io.open(file, "rb"))
   local text = handle:read("*a")
   handle:close()
   local _, count = text:gsub("\n", "")
   local starts = ffi.new("int32_t[?]", count + 1)
   local at = 1
   for n = 0, count do
      starts[n] = at
      at = (text:find("\n", at, true) or #text) + 1
   end
   return count, function(n) return text:sub(starts[n - 1], starts[n] - 2) end
end

function init(args)
   local pick, method, file, path, stamp = args[1], args[2], args[3], args[4], args[5]
   math.randomseed(os.time() + id * 7919) -- other ones in each round, so that none is asked for that was cached in the last one
   local headers = " HTTP/1.1\r\n"
   for name, value in pairs(wrk.headers) do headers = headers .. name .. ": " .. value .. "\r\n" end

   local count, line = read(file)

   local function get(content) return "GET " .. content .. headers .. "\r\n" end

   local function send(to, body, more)
      return method .. " " .. to .. headers .. "Content-Type: application/json\r\n" .. (more or "") .. "Content-Length: " .. #body .. "\r\n\r\n" .. body
   end

   local function getUnlessSame(content)
      local at = content:find("\t", 1, true)
      return "GET " .. content:sub(1, at - 1) .. headers .. "If-None-Match: " .. content:sub(at + 1) .. "\r\n\r\n"
   end

   local sent = 0
   local function unique()
      sent = sent + 1
      return string.format("%s%d%07d", stamp, id, sent)
   end

   if pick == "random" and method == "GET" then
      local make = line(1):find("\t", 1, true) and getUnlessSame or get
      request = function() return make(line(math.random(count))) end
   elseif pick == "random" then
      request = function() return send(path, line(math.random(count))) end
   elseif method == "PUT" then
      local body = path
      request = function() return send((line(math.random(count)):gsub("<N>", unique())), body) end
   else
      local template = line(1)
      request = function()
         local digits = unique()
         return send(path, (template:gsub("<N>", digits)), "Idempotency-Key: " .. digits .. "\r\n")
      end
   end
end

function done(summary, latency)
   local errors = summary.errors
   print(string.format("measured %d %d %d %d %d %d %d", summary.requests, summary.duration,
      latency:percentile(50), latency:percentile(99), latency.max,
      errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
