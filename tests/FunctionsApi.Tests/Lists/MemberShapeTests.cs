namespace DurableSagas.FunctionsApi.Tests.Lists;

public sealed class MemberShapeTests
{
    [Theory]
    [InlineData("public Queue(string name, int? size = 1) { }", "Acme.Queue::.ctor(string,int)")]
    [InlineData("public static void Push<T, U>(this Acme.Queue queue, System.Func<T, U?> map, params object?[] rest) { }", "Acme.Queue::Push`2(Acme.Queue,System.Func<T,U>,object[])")]
    [InlineData("public bool TryPop([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? item) { }", "Acme.Queue::TryPop(string)")]
    [InlineData("public static bool operator ==(Acme.Queue a, Acme.Queue b) { }", "Acme.Queue::op_Equality(Acme.Queue,Acme.Queue)")]
    [InlineData("public static string op_Implicit(Acme.Queue value) { }", "Acme.Queue::op_Implicit(Acme.Queue)")]
    [InlineData("public static readonly System.TimeSpan Longest;", "Acme.Queue::Longest")]
    [InlineData("public const string Word = \"a b\";", "Acme.Queue::Word")]
    [InlineData("Red = 0", "Acme.Queue::Red")]
    public void Keys_Member_ReadAsACompiledReferenceDoes(string signature, string key)
    {
        var shape = MemberShape.Of(signature);

        Assert.Equal([key], shape.Keys("Acme.Queue"));
    }

    [Theory]
    [InlineData("public abstract string? Name { get; }", new[] { "Acme.Queue::get_Name" })]
    [InlineData("public int Size { get; protected set; }", new[] { "Acme.Queue::get_Size", "Acme.Queue::set_Size" })]
    [InlineData("System.Type Type { get; init; }", new[] { "Acme.Queue::get_Type", "Acme.Queue::set_Type" })]
    public void Keys_Property_AreThoseOfItsAccessors(string signature, string[] keys)
    {
        var shape = MemberShape.Of(signature);

        Assert.Equal(keys, shape.Keys("Acme.Queue"));
    }
}
