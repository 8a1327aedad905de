using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Components.Account;
using PartnerChat.Web.Components.Layout;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Leaving;

/// <summary>Ending the conversation: asked once in words, and once more by a word to be typed.</summary>
public sealed partial class LeavePage
{
    private RelationshipRecord? _relationship;
    private string? _partner;
    private string _until = "";
    private string? _wrong;
    private string? _problem;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private RelationshipService Relationships { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "sure")]
    private string? Sure { get; set; }

    [SupplyParameterFromForm(FormName = "leave")]
    private string? Word { get; set; }

    /// <summary>What the page was about when it was opened.</summary>
    [SupplyParameterFromForm(FormName = "leave")]
    private Guid? Relationship { get; set; }

    private bool IsSure => Sure is not null || HttpMethods.IsPost(Http.Request.Method);

    protected override async Task OnInitializedAsync()
    {
        if (Http.User.FindId() is not { } userId) return;
        _relationship = await Relationships.FindCurrentAsync(userId, Http.RequestAborted);
        if (_relationship is null)
        {
            // There is none, or the partner was faster.
            Navigation.NavigateTo(ReturnUrl.Conversation);
            return;
        }

        _partner = _relationship.Side == PartnerSide.A ? _relationship.PartnerBName : _relationship.PartnerAName;
        _until = ViewerZone.Day(ConversationEnd.GoneAfter(Time.GetUtcNow()), ViewerZone.Read(Http.Request), Dates);
    }

    private async Task EndAsync()
    {
        if (Http.User.FindId() is not { } userId || _relationship is null) return;
        if (!TypedWord.Is(Word, T["EndWord"]))
        {
            _wrong = T["WrongWord", T["EndWord"].Value];
            return;
        }

        var ended = await Relationships.EndAsync(userId, Relationship ?? _relationship.Id, Http.RequestAborted);
        if (ended.Fault == RelationshipFault.Unavailable) _problem = T["ServerAway"];
        else Navigation.NavigateTo(ReturnUrl.Conversation);
    }
}
