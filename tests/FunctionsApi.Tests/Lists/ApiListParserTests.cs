namespace DurableSagas.FunctionsApi.Tests.Lists;

public sealed class ApiListParserTests
{
    [Fact]
    public void Parse_TypeWithAttributesAndConstraints_IsJoinedToOneLineEach()
    {
        var types = ApiListParser.Parse("""
            namespace Acme
            {
                [System.Obsolete("Gone in future rele" +
                    "ases.", false)]
                public abstract class Queue<TKey, TItem> : Acme.Base
                    where TItem :  notnull
                {
                    protected Queue() { }
                    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull("item")]
                    public abstract T Push<T>(TItem item, [System.Runtime.CompilerServices.TupleElementNames(new string[] {
                            "a"})] System.ValueTuple<int, int>? pair = default)
                        where T :  class;
                }
            }
            """);

        var type = Assert.Single(types);
        Assert.Equal("Acme.Queue`2", type.Name);
        Assert.Equal("public abstract class Queue<TKey, TItem> : Acme.Base where TItem : notnull", type.Declaration);
        Assert.Equal(["""[System.Obsolete("Gone in future rele" + "ases.", false)]"""], type.Attributes);
        Assert.Equal(["protected Queue() { }", Push], type.Members.Select(member => member.Signature));
        Assert.Equal(["""[return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull("item")]"""], type.Members[1].Attributes);
        Assert.Equal([Push], type.AbstractMembers.Select(member => member.Signature));
    }

    [Fact]
    public void Parse_NestedTypeDelegateAndEnum_StandUnderTheirNames()
    {
        var types = ApiListParser.Parse("""
            namespace Acme
            {
                public delegate TResult Ask<in T, out TResult>(T question);
                public class Outer
                {
                    public const string Word = "a = {b}";
                    public enum Colour
                    {
                        Red = 0,
                    }
                    public int Last { get; }
                }
            }
            """);

        Assert.Equal(["Acme.Ask`2", "Acme.Outer", "Acme.Outer.Colour"], types.Select(type => type.Name));
        Assert.Equal(["""public const string Word = "a = {b}";""", "public int Last { get; }"], types[1].Members.Select(member => member.Signature));
        Assert.Equal(["Red = 0"], types[2].Members.Select(member => member.Signature));
    }

    [Fact]
    public void Parse_ListCutOff_SaysWhere()
    {
        var error = Assert.Throws<FormatException>(() => ApiListParser.Parse("namespace Acme\n{\n    public class Outer"));

        Assert.Equal("The list ends in the middle of 'public class Outer'.", error.Message);
    }

    [Fact]
    public void Listed_TypesOfEveryList_AreThere()
    {
        string[] oneOfEachList =
        [
            "DurableTask.Core.History.HistoryEvent",
            "Microsoft.Azure.Functions.Worker.ActivityTriggerAttribute",
            "Microsoft.Azure.Functions.Worker.Builder.FunctionsApplication",
            "Microsoft.Azure.Functions.Worker.FunctionAttribute",
            "Microsoft.Azure.Functions.Worker.FunctionContext",
            "Microsoft.Azure.Functions.Worker.HttpTriggerAttribute",
            "Microsoft.Azure.Functions.Worker.QueueTriggerAttribute",
            "Microsoft.Azure.Functions.Worker.TimerTriggerAttribute",
            "Microsoft.DurableTask.AsyncPageable`1",
            "Microsoft.DurableTask.Client.DurableTaskClient",
        ];

        var found = oneOfEachList.Select(ApiLists.Listed.Find);

        Assert.All(found, Assert.NotNull);
        Assert.All(found, type => Assert.NotEmpty(type!.Members));
    }

    private const string Push =
        "public abstract T Push<T>(TItem item, [System.Runtime.CompilerServices.TupleElementNames(new string[] { \"a\"})] " +
        "System.ValueTuple<int, int>? pair = default) where T : class;";
}
