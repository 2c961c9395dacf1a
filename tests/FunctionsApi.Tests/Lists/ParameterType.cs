namespace DurableSagas.FunctionsApi.Tests.Lists;

/// <summary>Reads the type out of a parameter, without nullability: metadata has it elsewhere.</summary>
internal static class ParameterType
{
    private static readonly string[] _modifiers = ["in", "out", "params", "ref", "scoped", "this"];

    public static string Of(string parameter)
    {
        var text = parameter;
        while (text.StartsWith('['))
        {
            text = text[(TextList.Inside(text, '[', ']').Length + 2)..].TrimStart();
        }

        var words = text.Split(" = ")[0].Split(' ').SkipWhile(word => _modifiers.Contains(word)).ToArray();
        return string.Concat(words[..^1]).Replace("?", "", StringComparison.Ordinal);
    }
}
