namespace DurableSagas.FunctionsApi.Tests.Lists;

/// <summary>The lists write some operators as C# does and conversions as metadata does; a reference always as metadata does.</summary>
internal static class Operators
{
    public static string MetadataName(string name) => name switch
    {
        "==" => "op_Equality",
        "!=" => "op_Inequality",
        "<" => "op_LessThan",
        ">" => "op_GreaterThan",
        "<=" => "op_LessThanOrEqual",
        ">=" => "op_GreaterThanOrEqual",
        _ => name,
    };
}
