namespace DurableSagas.SagaFunctions.Http;

/// <summary>What may stand as an instance id: other text names no saga, and must not reach a table filter.</summary>
internal static class InstanceIds
{
    // Durable Functions: 1 to 256 characters, not beginning with '@', without / \ # ? and control characters.
    private const int MaxLength = 256;

    public static bool IsLegal(string id) =>
        id.Length is > 0 and <= MaxLength && id[0] != '@' && !id.Any(character => char.IsControl(character) || character is '/' or '\\' or '#' or '?');
}
