import incidents.ApiClient;
import incidents.ApiException;
import incidents.ApiResponse;
import incidents.api.ApprovalsApi;
import incidents.api.IncidentsApi;
import incidents.api.LookupsApi;
import incidents.api.TimelineApi;
import incidents.model.*;
import java.net.URI;
import java.util.List;

/** The founding story, told by a client that knows the service by its contract alone. Prints "told" when all went as it should. */
public final class Story {
    public static void main(String[] arguments) throws ApiException {
        var email = desk("EMAIL_KEY");
        var phone = desk("PHONE_KEY");
        var opened = new IncidentsApi(email).openIncident(
            new OpenRequest()
                .subject("Price match for a drill")
                .category("price-match")
                .addContactsItem(new ContactRequest().kind(ContactRequest.KindEnum.EMAIL).value("anna@example.com"))
                .addReferencesItem(new ReferenceRequest().system("zendesk").value("JAVA-48211"))
                .message(new LineRequest().direction(LineRequest.DirectionEnum.IN).text("Will you match your own store's price?")),
            null, null, null, null, "java-48211");
        var number = opened.getNumber();
        var told = new TimelineApi(email).addToTimeline(number, answer(), null, null, null, null, null);
        check(told.getFacts().getApprovals().equals(List.of(1)), "the message granted approval 1");

        var lookups = new LookupsApi(phone);
        var slipped = number.substring(0, 11) + (number.charAt(11) - '0' + 1) % 10;
        for (var quoted : List.of(opened.getFormatted(), "JAVA-48211", slipped)) {
            var card = lookup(lookups, quoted).getMatches().get(0).getCard();
            check(card.getNumber().equals(number), quoted + " finds it");
            check(card.getTimeline().stream().anyMatch(line -> line.getText() != null && line.getText().startsWith("Yes, we match it")), "the message is on the card");
            check(card.getApprovals().get(0).getMoney().getAmount().equals("129.99"), "the approval is on the card");
            check(card.getHandoffs().get(0).getTo().getChannel().equals("phone"), "the hand-off is on the card");
        }

        var approvals = new ApprovalsApi(phone);
        var first = redeem(approvals, number, "W-55120");
        check(first.getStatusCode() == 201, "the order is taken");
        check(redeem(approvals, number, "W-55120").getData().equals(first.getData()), "a repeat changes nothing");
        try {
            redeem(approvals, number, "W-55121");
            throw new IllegalStateException("honoured twice");
        } catch (ApiException refused) {
            check(refused.getCode() == 409 && refused.getResponseBody().contains("approval-exhausted"), "a second order is refused");
        }

        var miss = lookup(lookups, "CAS-4458812");
        check(miss.getOutcome().equals("none"), "nobody knows it");
        new LookupsApi(email).answerLookup(miss.getId(), new AnswerRequest().number(number).system("siebel"), null, null, null, null, null);
        check(lookup(lookups, "cas-4458812").getMatches().get(0).getNumber().equals(number), "the same words are found the next time");
        System.out.println("told");
    }

    private static ApiClient desk(String key) {
        var address = URI.create(System.getenv("INCIDENTS_ADDRESS"));
        return new ApiClient()
            .setScheme(address.getScheme()).setHost(address.getHost()).setPort(address.getPort())
            .setRequestInterceptor(request -> request.header("Authorization", "Bearer " + System.getenv(key)));
    }

    private static LineRequest answer() {
        return new LineRequest()
            .direction(LineRequest.DirectionEnum.OUT)
            .text("Yes, we match it, once. Please call us and quote this number.")
            .addApprovalsItem(new ApprovalRequest()
                .type(ApprovalRequest.TypeEnum.PRICE_MATCH).item("DCD791").money(new MoneyRequest().amount("129.99").currency("USD")))
            .handoff(new HandoffRequest().to(new ReceiverRequest().channel(ReceiverRequest.ChannelEnum.PHONE)).reason("Has to be ordered by phone"));
    }

    private static LookupAnswer lookup(LookupsApi lookups, String quoted) throws ApiException {
        return lookups.lookUp(new LookupRequest().quoted(quoted).customerPresent(true), null, null, null, null, null);
    }

    private static ApiResponse<RedemptionView> redeem(ApprovalsApi approvals, String number, String order) throws ApiException {
        return approvals.redeemApprovalWithHttpInfo(number, 1, order, new RedemptionRequest().item("DCD791").quantity(1), null, null, null, null, null);
    }

    private static void check(boolean holds, String what) {
        if (!holds) throw new IllegalStateException("It does not hold that " + what);
    }
}
