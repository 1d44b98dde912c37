using System.Text;

namespace IncidentService.Tests.Telemetry;

/// <summary>A protobuf message, read by the numbers of its fields. Only fields with a length are kept.</summary>
internal sealed class ProtobufMessage
{
    private readonly ILookup<int, byte[]> fields;

    public ProtobufMessage(byte[] message) => fields = Read(message).ToLookup(field => field.Number, field => field.Value);

    /// <summary>The messages at the end of a path of field numbers.</summary>
    public IEnumerable<ProtobufMessage> Messages(params int[] path)
    {
        var here = fields[path[0]].Select(value => new ProtobufMessage(value));
        return path.Length == 1 ? here : here.SelectMany(message => message.Messages(path[1..]));
    }

    public string Text(int field) => Encoding.UTF8.GetString(fields[field].SingleOrDefault([]));

    public string Hex(int field) => Convert.ToHexStringLower(fields[field].SingleOrDefault([]));

    private static IEnumerable<(int Number, byte[] Value)> Read(byte[] message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var tag = ReadVarint(message, ref at);
            switch (tag & 7)
            {
                case 0: ReadVarint(message, ref at); break;
                case 1: at += sizeof(long); break;
                case 5: at += sizeof(int); break;
                case 2:
                    var length = (int)ReadVarint(message, ref at);
                    yield return ((int)(tag >> 3), message[at..(at + length)]);
                    at += length;
                    break;
                default: throw new InvalidDataException($"Wire type {tag & 7} at {at}");
            }
        }
    }

    private static ulong ReadVarint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var read = message[at++];
            value |= (ulong)(read & 0x7F) << shift;
            if (read < 0x80) return value;
        }
    }
}
