namespace PartnerChat.Tests.Architecture;

/// <summary>The way of dependence: Web → Data; in Web, everything → Messaging → Data's stores.</summary>
public sealed class DependencyTests
{
    private const string Context = "PartnerChat.Data.ChatDbContext";

    [Fact]
    public void Data_OfWeb_KnowsNothing()
    {
        Assert.Empty(House.Uses(House.TypesIn("PartnerChat.Data"), "PartnerChat.Web"));
    }

    [Theory]
    [InlineData("PartnerChat.Web.Components")]
    [InlineData("PartnerChat.Web.Api")]
    [InlineData("PartnerChat.Web.Security")]
    [InlineData("PartnerChat.Web.Background")]
    [InlineData("PartnerChat.Web.Development")]
    [InlineData("MudBlazor")]
    [InlineData("Microsoft.AspNetCore.Http")]
    [InlineData("Microsoft.AspNetCore.Components")]
    [InlineData("Microsoft.JSInterop")]
    public void Messaging_OfItsDoors_KnowsNothing(string door)
    {
        Assert.Empty(House.Uses(House.TypesIn("PartnerChat.Web.Messaging"), door));
    }

    // What may: Identity and the keys of Data Protection are kept in the context, migrations are about it, and the demo is one transaction.
    private static readonly string[] MayUseTheContext =
    [
        "PartnerChat.Web.Security.AccountSecurity",
        "PartnerChat.Web.Security.PageSecurity",
        "PartnerChat.Web.Development.DemoData",
    ];

    [Fact]
    public void Web_OfTheContext_KnowsOnlyWhatIsNamed()
    {
        var others = House.TypesIn("PartnerChat.Web").Where(t => !MayUseTheContext.Any(named => House.IsIn(t, named)));

        Assert.Empty(House.Uses(others, Context));
    }

    [Fact]
    public void Named_EachUsesTheContext()
    {
        Assert.All(MayUseTheContext, named => Assert.NotEmpty(House.Uses(House.TypesIn(named), Context)));
    }

    [Fact]
    public void Components_OfTheStores_KnowNothing()
    {
        var stores = House.TypesIn("PartnerChat.Data").Select(t => t.FullName).Where(n => n.EndsWith("Store", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(stores);
        Assert.Empty(House.Uses(House.TypesIn("PartnerChat.Web.Components"), stores));
    }

    [Fact]
    public void Web_OutsideMessaging_WritesNoMessages()
    {
        var outside = House.TypesIn("PartnerChat.Web").Where(t => !House.IsIn(t, "PartnerChat.Web.Messaging") && !House.IsIn(t, "PartnerChat.Web.Development"));

        Assert.Empty(House.Uses(outside, "PartnerChat.Data.Conversations.MessageWriteStore", "PartnerChat.Web.Messaging.MessageWriter"));
    }

    [Fact]
    public void Web_OutsideMessaging_PublishesNothing()
    {
        var outside = House.TypesIn("PartnerChat.Web").Where(t => !House.IsIn(t, "PartnerChat.Web.Messaging"));

        Assert.Empty(House.Uses(outside, "PartnerChat.Web.Messaging.ConversationEventBus"));
    }

    // What was written reaches an admin through an inspection alone, which writes down that it does.
    [Fact]
    public void Admin_OfWhatWasWritten_KnowsOnlyInspections()
    {
        Assert.Empty(House.Uses(
            House.TypesIn("PartnerChat.Web.Components.Admin"),
            "PartnerChat.Web.Messaging.ChatService", "PartnerChat.Web.Messaging.ChatSession", "PartnerChat.Web.Messaging.SearchService", "PartnerChat.Web.Messaging.StarService",
            "PartnerChat.Data.Conversations.MessageRecord", "PartnerChat.Data.Conversations.PartnerMessage"));
    }

    [Fact]
    public void InspectedMessage_NobodyButTheStoreThatWritesDown_MakesOne()
    {
        var makers = House.TypesIn("PartnerChat.Data").Concat(House.TypesIn("PartnerChat.Web"))
            .Where(t => t.Dependencies.OfType<ArchUnitNET.Domain.Dependencies.MethodCallDependency>().Any(call => House.IsIn(call.Target, InspectedMessage) && call.TargetMember.Name.StartsWith(".ctor", StringComparison.Ordinal)))
            .Select(t => t.FullName).Where(n => n != InspectedMessage);

        Assert.Equal(["PartnerChat.Data.Auditing.InspectionStore"], makers);
    }

    private const string InspectedMessage = "PartnerChat.Data.Auditing.InspectedMessage";
}
