using DurableSagas.LocalHost.Rpc;
using Google.Protobuf;
using Microsoft.Azure.WebJobs;
using Newtonsoft.Json;

namespace DurableSagas.LocalHost.WebJobs.Calls;

/// <summary>Values between WebJobs and the protocol, converted as the real host does: so that what changes there changes here.</summary>
internal static class RpcValues
{
    private static readonly JsonSerializerSettings _datesAreTexts = new() { DateParseHandling = DateParseHandling.None };

    public static TypedData ToData(object? value) => value switch
    {
        null => new TypedData(),
        string text => new TypedData { String = text },
        byte[] bytes => new TypedData { Bytes = ByteString.CopyFrom(bytes) },
        BinaryData binary => new TypedData { Bytes = ByteString.CopyFrom(binary) },
        double number => new TypedData { Double = number },
        ParameterBindingData binding => new TypedData { ModelBindingData = ToModel(binding) },
        _ => new TypedData { Json = JsonConvert.SerializeObject(value) },
    };

    public static object? ToObject(TypedData? data) => data?.DataCase switch
    {
        null or TypedData.DataOneofCase.None => null,
        TypedData.DataOneofCase.String => data.String,
        TypedData.DataOneofCase.Json => JsonConvert.DeserializeObject(data.Json, _datesAreTexts),
        TypedData.DataOneofCase.Bytes => data.Bytes.ToByteArray(),
        TypedData.DataOneofCase.Stream => data.Stream.ToByteArray(),
        TypedData.DataOneofCase.Int => data.Int,
        TypedData.DataOneofCase.Double => data.Double,
        _ => throw new InvalidOperationException($"A function returned '{data.DataCase}', which its trigger cannot take."),
    };

    private static ModelBindingData ToModel(ParameterBindingData binding) => new()
    {
        Version = binding.Version,
        Source = binding.Source,
        ContentType = binding.ContentType,
        Content = ByteString.CopyFrom(binding.Content),
    };
}
