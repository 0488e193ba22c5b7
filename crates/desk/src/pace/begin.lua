-- Begins an epoch: from now on this server keeps the times, starting from those that the database kept.
-- KEYS: the epoch, then each limit that still holds something back
-- ARGV: the epoch's number; how long ago the times of before were lost, empty for never; then how far ahead each limit
-- is. All in microseconds.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'number', ARGV[1])
if ARGV[2] ~= '' then
    redis.call('HSET', KEYS[1], 'forgot', string.format('%.0f', now - ARGV[2]))
end
for index = 2, #KEYS do
    local ahead = tonumber(ARGV[index + 1])
    redis.call('SET', KEYS[index], string.format('%.0f', now + ahead), 'PX', math.ceil(ahead / 1000) + 1000)
end
return 1
