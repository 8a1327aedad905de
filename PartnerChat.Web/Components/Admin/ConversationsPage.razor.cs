using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Listings;
using PartnerChat.Web.Components.Admin.Lists;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Admin;

/// <summary>Every conversation of the server: who, how much and when. No content.</summary>
public sealed partial class ConversationsPage
{
    private static readonly string[] Kinds = [Everything, "Active", "Frozen"];

    [Inject]
    private ConversationDirectory Directory { get; set; } = null!;

    /// <summary>Handed from the prerendered page to the circuit: what is read on it stays while it becomes live.</summary>
    [PersistentState]
    public ConversationTotals? Totals { get; set; }

    private string Lede => $"{(Totals is { } totals ? T["Conversations.All", Number(totals.All), Number(totals.Active)].Value : "")} {T["Conversations.Closed"]}";

    private bool? IsActive => Kind switch { "Active" => true, "Frozen" => false, _ => null };

    protected override Task OnInitializedAsync() => Totals is null ? CountAsync() : Task.CompletedTask;

    protected override async Task ReadTotalsAsync(CancellationToken ct) => Totals = await Directory.CountAsync(ct);

    protected override Task<ListPage<ConversationRow>> ListAsync(string? sortBy, bool descending, int skip, CancellationToken ct) =>
        Directory.ListAsync(new ConversationQuery(Search, IsActive, OrderOf(sortBy), descending, skip, PageSize), ct);

    private string StateOf(ConversationRow row) => row switch
    {
        { IsActive: true } => T["Active"],
        { GoneAt: { } gone } => T["FrozenUntil", T.Day(gone, Zone, Time)],
        _ => T["Frozen"],
    };

    private string LookAt(ConversationRow row) => row.PartnerBName is { } other ? T["LookAt", row.PartnerAName, other] : T["LookAtOne", row.PartnerAName];

    private static string Number(int number) => number.ToString("N0", Languages.Reader);

    private static string Short(ConversationRow row) => row.Id.ToString()[..8];

    private static ConversationOrder OrderOf(string? column) => column switch
    {
        nameof(ConversationRow.PartnerAName) => ConversationOrder.Between,
        nameof(ConversationRow.MessageCount) => ConversationOrder.Messages,
        nameof(ConversationRow.RecentCount) => ConversationOrder.Recent,
        nameof(ConversationRow.IsActive) => ConversationOrder.State,
        _ => ConversationOrder.LastActivity,
    };
}
