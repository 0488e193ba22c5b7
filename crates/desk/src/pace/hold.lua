-- Lets nothing through before a time, in microseconds of this server's clock from now.
-- KEYS: the epoch, the limit
-- ARGV: the epoch; how far the limit's theoretical arrival time is to lie ahead at least
local epoch = redis.call('HGET', KEYS[1], 'number')
if epoch ~= ARGV[1] then
    return { 'epoch', 0 }
end
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local at = math.max(tonumber(redis.call('GET', KEYS[2]) or 0), now + tonumber(ARGV[2]))
redis.call('SET', KEYS[2], string.format('%.0f', at), 'PX', math.ceil((at - now) / 1000) + 1000)
return { 'through', 0 }
