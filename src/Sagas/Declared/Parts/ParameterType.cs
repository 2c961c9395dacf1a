using System.Text.Json.Serialization;

namespace DurableSagas.Sagas.Declared.Parts;

/// <summary>What a parameter may be, in the words of JSON Schema.</summary>
public enum ParameterType
{
    /// <summary>Text.</summary>
    [JsonStringEnumMemberName("string")]
    Text,

    /// <summary>Any number.</summary>
    [JsonStringEnumMemberName("number")]
    Number,

    /// <summary>A whole number, however it is written.</summary>
    [JsonStringEnumMemberName("integer")]
    WholeNumber,

    /// <summary>True or false.</summary>
    [JsonStringEnumMemberName("boolean")]
    TruthValue,

    /// <summary>An object, with whatever it holds.</summary>
    [JsonStringEnumMemberName("object")]
    Record,

    /// <summary>A list, of whatever it holds.</summary>
    [JsonStringEnumMemberName("array")]
    List,
}
